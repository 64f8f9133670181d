import { birthAlsoReported } from '../../../db/people/births.js'
import { amendmentsOf } from '../../../db/reports/amendments.js'
import { swissDate } from '../../../domain/dates.js'
import type { OtherParentLeaveAnswers } from '../../../domain/other-parent-leave/answers.js'
import {
  lawForOtherParent,
  type OtherParentLeaveProposal,
  propose,
} from '../../../domain/other-parent-leave/propose.js'
import { reportedIn, withReported } from '../../../domain/other-parent-leave/reported.js'
import { allowanceSheet } from '../allowance-sheet.js'
import { reviewOf } from '../review.js'

/** A caseworker reviews the other parent's allowance: what the rules found, with the calculation line by line. */
export const otherParentLeaveReview = reviewOf<OtherParentLeaveAnswers, { found: OtherParentLeaveProposal }>({
  async find({ deps, mutation }, reported) {
    const answers = withReported(reported, reportedIn(await amendmentsOf(deps.db, mutation.id)))
    const { birth, children } = answers
    const found = propose(answers, {
      submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
      alsoReported: await birthAlsoReported(deps.db, mutation, { date: birth.date, children }),
    })
    return { verdict: found.verdict, result: { found }, missing: found.missing }
  },
  show: ({ found }, scene) => allowanceSheet({ ...found, time: found.leave }, scene, lawForOtherParent),
})
