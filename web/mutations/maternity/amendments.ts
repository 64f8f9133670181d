import { z } from 'zod'
import type { MaternityAnswers } from '../../../domain/maternity/answers.js'
import { reportedProblems } from '../../../domain/maternity/problems.js'
import { type Reported, reportable, reportedIn, withReported } from '../../../domain/maternity/reported.js'
import type { Amendment, AmendScene } from '../amendments.js'
import { date, type Reading, read, type Values } from '../fields.js'
import { faultOf } from './faults.js'

/** News about a running maternity allowance: each is a day. */
export const maternityAmendments: Amendment<{ on: string }>[] = reportable.map((what) => ({
  what,
  when: (scene) => makesSense(what, answersNow(scene)),
  show: (_scene, typed) => ({ values: typed ?? ({} as Values) }),
  read(typed, scene): Reading<{ on: string }> {
    const reading = read(z.object({ on: date }), typed)
    if ('faults' in reading) return reading
    const problems = reportedProblems(
      answersNow(scene, what),
      { what, on: reading.value.on },
      scene.facts.today,
    )
    return problems.length > 0 ? { faults: problems.map(faultOf) } : reading
  },
}))

/** The answers with all news but that of the same matter, which the new word replaces. */
const answersNow = ({ mutation, said }: AmendScene, but?: Reported['what']): MaternityAnswers =>
  withReported(
    mutation.answers as MaternityAnswers,
    reportedIn(said).filter(({ what }) => what !== but),
  )

/** A stay in hospital can only end if there was one; after her death there is nothing more to tell. */
function makesSense(what: Reported['what'], { hospital, since }: MaternityAnswers): boolean {
  if (what === 'hospital-end') return hospital !== undefined
  if (what === 'mother-died') return true
  return since.diedOn === undefined
}
