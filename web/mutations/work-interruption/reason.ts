import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import { type InterruptionReason, interruptionReasons } from '../../../domain/work-interruption/answers.js'
import { choice, type Reading, read } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'

/** Why somebody does not work. */
export const reason: Step = {
  slug: 'reason',
  question: (_draft, t) => t('workInterruption:reason.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft) => faultsIn(readReason(draft)),
  show: (draft) => ({ reasons: interruptionReasons, values: typedAt(draft, 'reason') ?? {} }),
}

const schema = z.object({ reason: choice(interruptionReasons, 'workInterruption:reason.choose') })

export const readReason = (draft: Draft): Reading<{ reason: InterruptionReason }> =>
  read(schema, typedAt(draft, 'reason') ?? {})
