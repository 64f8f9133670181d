import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import type { AccountAnswers } from '../../../domain/daily-allowance/answers.js'
import { isQrIban, normaliseIban } from '../family-allowance/iban.js'
import { fault, one, type Reading, read, text } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readLeavePay } from './leave-pay.js'
import { readOtherWork } from './other-work.js'

const schema = z.object({ iban: text(60), holder: text() })

/** Where the office pays what the employer does not pay as wage (EOG 19 I). */
export const account: Step = {
  slug: 'account',
  question: (_draft, t) => t('maternity:account.question'),
  when: paysDirectly,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readAccount(draft, facts)),
  show: (draft, { person }) => ({
    values: typedAt(draft, 'account') ?? { holder: `${person.firstName} ${person.lastName}` },
  }),
}

export const readAccount = remembered((draft): Reading<AccountAnswers> => {
  const reading = read(schema, typedAt(draft, 'account') ?? {})
  if ('faults' in reading) return reading
  const iban = normaliseIban(reading.value.iban)
  if (!iban) return { faults: [fault('iban', 'maternity:account.wrongIban')] }
  if (isQrIban(iban)) return { faults: [fault('iban', 'maternity:account.qrIban')] }
  return { value: { ...reading.value, iban } }
})

/** Whether anything was typed about the account. */
export const hasAccount = (draft: Draft): boolean => one(typedAt(draft, 'account')?.iban) !== ''

/** Whether some of the allowance may go to her: the employer does not pay all her wage all the time, or not alone. */
export function paysDirectly(draft: Draft, facts: Facts): boolean {
  const pay = readLeavePay(draft, facts)
  const work = readOtherWork(draft, facts)
  const several = 'value' in work && work.value.otherEmployers.length > 0
  if ('faults' in pay) return several
  const { paid, until } = pay.value.leavePay
  return several || paid !== 'full' || until !== undefined
}
