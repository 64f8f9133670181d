import { z } from 'zod'
import type { AbroadAnswers } from '../../../domain/daily-allowance/answers.js'
import { insuredSpan } from '../../../domain/daily-allowance/conditions.js'
import { choice, date, fault, one, type Reading, read } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { countries, countryChoices } from '../places.js'
import { remembered } from '../remembered.js'
import { readRows, rowsIn, rowsShown } from '../rows.js'
import { readBirth } from './birth.js'

const schema = z.object({ from: date, to: date, country: choice(countries), worked: choice(['yes', 'no']) })
const rowsOf = (draft: Parameters<typeof typedAt>[0]) =>
  rowsIn(typedAt(draft, 'insurance') ?? {}, ['from', 'to', 'country'], ['worked'])

/** Where she lived and worked in the nine months before the birth (EOG 16b I a, EOV 26, 28). */
export const insurance: Step = {
  slug: 'insurance',
  question: (_draft, t) => t('maternity:insurance.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readAbroad(draft, facts)),
  show: (draft, facts, { t }, at) => {
    const birth = readBirth(draft, facts)
    const span = 'value' in birth ? insuredSpan(birth.value.date, birth.value.term) : null
    return {
      ...{ span, countries: countryChoices(t).filter(({ value }) => value !== 'CH') },
      rows: rowsShown(rowsOf(draft), at === 'more'),
      values: typedAt(draft, 'insurance') ?? {},
    }
  },
  stays: (body) => (body.add ? { at: 'more', checks: false } : null),
}

export const readAbroad = remembered((draft): Reading<AbroadAnswers[]> => {
  const values = typedAt(draft, 'insurance') ?? {}
  const asked = read(z.object({ abroad: choice(['no', 'yes']) }), values)
  if ('faults' in asked) return asked
  if (one(values.abroad) === 'no') return { value: [] }
  const rows = rowsOf(draft)
  if (rows.length === 0) return { faults: [fault('from-0', 'maternity:insurance.nameOne')] }
  const reading = readRows(schema, rows)
  if ('faults' in reading) return reading
  const faults = reading.value.flatMap(({ from, to }, at) =>
    to < from ? [fault(`to-${at}`, 'maternity:insurance.endsBeforeBegin', { fromDate: from })] : [],
  )
  if (faults.length > 0) return { faults }
  return { value: reading.value.map((it) => ({ ...it, worked: it.worked === 'yes' })) }
})
