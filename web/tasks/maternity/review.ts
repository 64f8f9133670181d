import { birthAlsoReported } from '../../../db/people/births.js'
import { amendmentsOf } from '../../../db/reports/amendments.js'
import { swissDate } from '../../../domain/dates.js'
import type { MaternityAnswers } from '../../../domain/maternity/answers.js'
import type { MaternityResult } from '../../../domain/maternity/decision.js'
import { propose } from '../../../domain/maternity/propose.js'
import { reportedIn, withReported } from '../../../domain/maternity/reported.js'
import { allowanceSheet } from '../allowance-sheet.js'
import { reviewOf } from '../review.js'

/** A caseworker reviews a maternity allowance: what the rules found, with the calculation line by line. */
export const maternityReview = reviewOf<MaternityAnswers, MaternityResult>({
  async find({ deps, mutation }, reported) {
    const answers = withReported(reported, reportedIn(await amendmentsOf(deps.db, mutation.id)))
    const { birth, children } = answers
    const found = propose(answers, {
      submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
      alsoReported: await birthAlsoReported(deps.db, mutation, { date: birth.date, children }),
    })
    return { verdict: found.verdict, result: { found }, missing: found.missing }
  },
  show: ({ found }, scene) =>
    allowanceSheet({ ...found, spans: found.term.spans, time: found.term.reasons }, scene),
})
