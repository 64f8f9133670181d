import { z } from 'zod'
import type { LeavePayAnswers } from '../../../domain/daily-allowance/answers.js'
import type { IsoDate } from '../../../domain/dates.js'
import type { SinceAnswers } from '../../../domain/maternity/answers.js'
import { choice, date, fault, optional, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readBirth } from './birth.js'

export const payments = ['full', 'part', 'none'] as const

const percent = text(3).pipe(
  z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'maternity:leavePay.percentWrong')
    .transform(Number),
)
const schema = z.object({
  paid: choice(payments),
  percent: optional(percent),
  until: optional(date),
  returned: choice(['no', 'yes']),
  returnOn: optional(date),
})

/** What the employer pays while the allowance runs, and whether she works again already (EOV 34 II). */
export const leavePay: Step = {
  slug: 'leave-pay',
  question: (_draft, t) => t('maternity:leavePay.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readLeavePay(draft, facts)),
  show: (draft) => ({ payments, values: typedAt(draft, 'leave-pay') ?? { returned: 'no' } }),
}

export const readLeavePay = remembered(
  (draft, facts): Reading<{ leavePay: LeavePayAnswers; since: Pick<SinceAnswers, 'returnOn'> }> => {
    const reading = read(schema, typedAt(draft, 'leave-pay') ?? {})
    if ('faults' in reading) return reading
    const { paid, percent: share, until, returned, returnOn } = reading.value
    const birth = readBirth(draft, facts)
    const born = 'value' in birth ? birth.value.date : null
    const faults = [
      ...(paid === 'part' && share === undefined
        ? [fault('percent', 'maternity:leavePay.percentWrong')]
        : []),
      ...(paid !== 'none' && until && born && until < born
        ? [fault('until', 'maternity:leavePay.untilBeforeBirth', { birthDate: born })]
        : []),
      ...(returned === 'yes' ? returnFaults(returnOn, born) : []),
    ]
    if (faults.length > 0) return { faults }
    return {
      value: {
        leavePay: {
          paid,
          ...(paid === 'part' && { percent: share }),
          ...(paid !== 'none' && until && { until }),
        },
        since: returned === 'yes' && returnOn ? { returnOn } : {},
      },
    }
  },
)

function returnFaults(returnOn: IsoDate | undefined, born: IsoDate | null) {
  if (!returnOn) return [fault('returnOn', 'maternity:leavePay.returnMissing')]
  if (born && returnOn <= born)
    return [fault('returnOn', 'maternity:problems.return-before-birth', { birthDate: born })]
  return []
}
