import { z } from 'zod'
import { absences, type WageAnswers, wageTypes } from '../../../domain/daily-allowance/answers.js'
import { wageProblems } from '../../../domain/maternity/problems.js'
import { amount } from '../../../locales/figures.js'
import {
  choice,
  type Fault,
  fault,
  money,
  optional,
  type Reading,
  read,
  text,
  type Values,
} from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { faultOf } from './faults.js'

const whole = (most: number) =>
  text(6)
    .pipe(z.string().regex(/^\d+$/, 'maternity:wage.wholeNumber').transform(Number))
    .pipe(z.number().max(most, 'maternity:wage.wholeNumber'))
const hours = text(6).pipe(
  z
    .string()
    .regex(/^\d{1,2}([.,]\d{1,2})?$/, 'maternity:wage.hoursWrong')
    .transform((typed) => Math.round(Number(typed.replace(',', '.')) * 100)),
)

const schema = z.object({
  type: choice(wageTypes),
  amount: money,
  hours: optional(hours),
  absentDays: optional(whole(90)),
  absence: optional(choice(absences)),
  inKind: optional(money),
  thirteenth: choice(['no', 'yes']),
  thirteenthAmount: optional(money),
  bonus: optional(money),
})

/** The wage before the birth, from which the allowance is reckoned (EOV 5, 6, 31). */
export const wage: Step = {
  slug: 'wage',
  question: (_draft, t) => t('maternity:wage.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readWage(draft, facts)),
  show: (draft, facts) => ({
    wageTypes,
    absences,
    known: typedAt(draft, 'wage') === undefined && facts.person.employment !== null,
    values: typedAt(draft, 'wage') ?? onFile(facts),
  }),
}

export const readWage = remembered((draft): Reading<WageAnswers> => {
  const reading = read(schema, typedAt(draft, 'wage') ?? {})
  if ('faults' in reading) return reading
  const { thirteenth: has, thirteenthAmount, absentDays = 0, absence, hours: worked, ...said } = reading.value
  const isMonthly = said.type === 'monthly' || said.type === 'agreed'
  const thirteenth = has === 'no' ? 0 : (thirteenthAmount ?? (isMonthly ? said.amount : null))
  const faults: Fault[] = [
    ...(thirteenth === null ? [fault('thirteenthAmount', 'maternity:wage.thirteenthMissing')] : []),
    ...(absentDays > 0 && !absence ? [fault('absence', 'maternity:wage.absenceMissing')] : []),
  ]
  const value: WageAnswers = {
    type: said.type,
    amount: said.amount,
    absentDays: said.type === 'hourly' || said.type === 'agreed' ? 0 : absentDays,
    inKind: said.inKind ?? 0,
    bonus: said.bonus ?? 0,
    thirteenth: thirteenth ?? 0,
    ...(said.type === 'hourly' && worked !== undefined && { hours: worked }),
    ...(absentDays > 0 && absence && { absence }),
  }
  const all = [...faults, ...wageProblems(value).map(faultOf)]
  return all.length > 0 ? { faults: all } : { value }
})

const onFile = ({ person }: Facts): Values =>
  person.employment
    ? { type: 'monthly', amount: amount(person.employment.monthlyWage), thirteenth: 'no' }
    : {}
