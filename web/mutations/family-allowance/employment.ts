import { z } from 'zod'
import { civilStatuses, type EmploymentAnswers } from '../../../domain/family-allowance/answers.js'
import { limitsOn } from '../../../domain/family-allowance/limits.js'
import { cantons } from '../../../domain/kinds.js'
import { amount } from '../../../locales/figures.js'
import {
  choice, date, dateFields, type Fault, fault, listOf, money, one, optional, type Reading, read, text, type Values,
} from '../fields.js' // biome-ignore format: one list
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { cantonChoices } from '../places.js'
import { remembered } from '../remembered.js'
import { isEnd } from './request.js'

const schema = z.object({
  canton: choice(cantons),
  since: date,
  until: optional(date),
  yearlyIncome: money,
  civilStatus: choice(civilStatuses),
  hasOther: choice(['no', 'yes']),
})
const requestSchema = z.object({ from: date })
const otherSchema = z.object({ otherName: text(), otherIncome: money })

/** Where the person works, and for what wage. */
export const employment: Step = {
  slug: 'employment',
  question: (_draft, t) => t('familyAllowance:employment.question'),
  when: (draft) => !isEnd(draft),
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readEmployment(draft, facts)),
  show: (draft, facts, { t }, at) => {
    const values = typedAt(draft, 'employment') ?? onFile(facts)
    const others = othersIn(values)
    return {
      values,
      known: typedAt(draft, 'employment') === undefined,
      cantons: cantonChoices(t),
      civilStatuses,
      others: others.length === 0 || at === 'other' ? [...others, { name: '', income: '' }] : others,
      monthlyWage: facts.person.employment?.monthlyWage ?? 0,
      minimum: limitsOn(facts.today)?.yearlyIncome ?? null,
    }
  },
  stays: (body) => (body.add ? { at: 'other', checks: false } : null),
}

/** The employment as it was typed; for a report of an end, as it is on file. */
export const readEmployment = remembered((draft, facts): Reading<EmploymentAnswers> => {
  const values = isEnd(draft) ? onFile(facts) : (typedAt(draft, 'employment') ?? {})
  const reading = read(schema, values)
  const others = one(values.hasOther) === 'yes' ? readOthers(values) : { value: [] }
  const faults = [...faultsIn(reading), ...faultsIn(others)]
  if ('faults' in reading || 'faults' in others) return { faults }
  const { hasOther: _asked, ...said } = reading.value
  if (said.until && said.until < said.since)
    return { faults: [fault('until', 'familyAllowance:employment.endsBeforeStart')] }
  const requested = read(requestSchema, typedAt(draft, 'request') ?? {})
  const late = 'value' in requested && requested.value.from < said.since
  if (late)
    return {
      faults: [fault('since', 'familyAllowance:employment.afterRequest', { fromDate: requested.value.from })],
    }
  return { value: { ...said, otherEmployers: others.value } }
})

function readOthers(values: Values): Reading<EmploymentAnswers['otherEmployers']> {
  const readings = othersIn(values).map(({ name, income }) =>
    read(otherSchema, { otherName: name, otherIncome: income }),
  )
  if (readings.length === 0) return { faults: [fault('otherName-0', 'familyAllowance:employment.nameOther')] }
  const faults: Fault[] = readings.flatMap((it, i) =>
    faultsIn(it).map((one) => ({ ...one, field: `${one.field}-${i}` })),
  )
  if (faults.length > 0) return { faults }
  const told = readings.flatMap((it) => ('value' in it ? [it.value] : []))
  return { value: told.map((it) => ({ name: it.otherName, yearlyIncome: it.otherIncome })) }
}

/** Rows that somebody has begun to fill in. */
function othersIn(values: Values): { name: string; income: string }[] {
  const names = [values.otherName ?? []].flat()
  const incomes = [values.otherIncome ?? []].flat()
  return names
    .map((name, i) => ({ name, income: incomes[i] ?? '' }))
    .filter(({ name, income }) => listOf([name, income]).length > 0)
}

function onFile({ person }: Facts): Values {
  const { employment: work, civilStatus } = person
  if (!work) return { civilStatus, hasOther: 'no' }
  return {
    canton: work.canton,
    ...dateFields('since', work.startsOn),
    ...dateFields('until', work.endsOn),
    yearlyIncome: amount(work.monthlyWage * 12),
    civilStatus,
    hasOther: 'no',
  }
}
