import { z } from 'zod'
import type { PaymentAnswers } from '../../../domain/family-allowance/answers.js'
import { choice, fault, one, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { isQrIban, normaliseIban } from './iban.js'
import { isEnd } from './request.js'

export const payees = ['employer', 'direct'] as const

const whom = z.object({ to: choice(payees) })
const account = z.object({ iban: text(60), holder: text(), reason: text(500) })

/** To whom the allowances are paid: normally with the wage (FamZG 15 II). */
export const payment: Step = {
  slug: 'payment',
  question: (_draft, t) => t('familyAllowance:payment.question'),
  when: (draft) => !isEnd(draft),
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readPayment(draft, facts)),
  show: (draft, { person }) => ({
    payees,
    values: typedAt(draft, 'payment') ?? { to: 'employer', holder: `${person.firstName} ${person.lastName}` },
  }),
}

export const readPayment = remembered((draft): Reading<PaymentAnswers> => {
  const values = typedAt(draft, 'payment') ?? {}
  const reading = read(whom, values)
  if ('faults' in reading || reading.value.to === 'employer') return reading
  const details = read(account, values)
  if ('faults' in details) return details
  const iban = normaliseIban(one(details.value.iban))
  if (!iban) return { faults: [fault('iban', 'familyAllowance:payment.wrongIban')] }
  if (isQrIban(iban)) return { faults: [fault('iban', 'familyAllowance:payment.qrIban')] }
  return { value: { to: 'direct', ...details.value, iban } }
})
