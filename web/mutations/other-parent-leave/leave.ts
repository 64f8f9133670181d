import { z } from 'zod'
import type { IsoDate } from '../../../domain/dates.js'
import { type LeaveAnswers, manners } from '../../../domain/other-parent-leave/answers.js'
import { type ClosedSpan, daysOf } from '../../../domain/span.js'
import { choice, date, type Fault, fault, type Reading, read, type Values } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { readBirth } from '../maternity/birth.js'
import { remembered } from '../remembered.js'
import { readRows, rowsIn, rowsShown, type TypedRow } from '../rows.js'

const asked = z.object({ died: choice(['no', 'yes']) })
const manner = z.object({ by: choice(manners) })
const row = z.object({ from: date, to: date })
const death = z.object({ motherDiedOn: date })
export const rowsOfLeave = (values: Values) => rowsIn(values, ['from', 'to'])

/** The leave that was taken, by weeks or by single days (EOG 16k). */
export const leave: Step = {
  slug: 'leave',
  question: (_draft, t) => t('otherParentLeave:leave.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readLeave(draft, facts)),
  show: (draft, _facts, _speech, at) => ({
    manners,
    rows: rowsShown(rowsOfLeave(typedAt(draft, 'leave') ?? {}), at === 'more'),
    values: typedAt(draft, 'leave') ?? { died: 'no' },
  }),
  stays: (body) => (body.add ? { at: 'more', checks: false } : null),
}

export const readLeave = remembered((draft, facts): Reading<LeaveAnswers> => {
  const values = typedAt(draft, 'leave') ?? {}
  const rows = rowsOfLeave(values)
  const birth = readBirth(draft, facts)
  const born = 'value' in birth ? birth.value.date : null
  const reading = read(asked, values)
  const died = 'value' in reading && reading.value.died === 'yes' ? read(death, values) : { value: null }
  const diedOn = 'value' in died ? died.value?.motherDiedOn : undefined
  // after her death there may be nothing to tell but that
  const taken = readTaken(values, born, rows, diedOn === undefined)
  const deaths = diedOn ? deathFaults('motherDiedOn', diedOn, born, facts.today) : []
  const faults = [...faultsIn(taken), ...faultsIn(reading), ...faultsIn(died), ...deaths]
  if (faults.length > 0 || 'faults' in taken) return { faults }
  return { value: { ...taken.value, ...(diedOn && { motherDiedOn: diedOn }) } }
})

/** The days of a leave: after the birth, in whole weeks where it was taken so, and at least one unless `needsOne` is false. */
export function readTaken(
  values: Values,
  born: IsoDate | null,
  rows: TypedRow[],
  needsOne = true,
): Reading<Pick<LeaveAnswers, 'by' | 'spans'>> {
  const [reading, spans] = [read(manner, values), readRows(row, rows)]
  const none =
    rows.length === 0 && needsOne && 'value' in reading
      ? [fault('from-0', 'otherParentLeave:leave.nameOne')]
      : []
  if ('faults' in reading || 'faults' in spans || none.length > 0)
    return { faults: [...faultsIn(reading), ...faultsIn(spans), ...none] }
  const { by } = reading.value
  const faults = spans.value.flatMap((span, at) => spanFaults(span, at, by, born))
  return faults.length > 0 ? { faults } : { value: { by, spans: spans.value } }
}

function spanFaults(
  { from, to }: ClosedSpan,
  at: number,
  by: LeaveAnswers['by'],
  born: IsoDate | null,
): Fault[] {
  if (to < from) return [fault(`to-${at}`, 'maternity:insurance.endsBeforeBegin', { fromDate: from })]
  if (born && from < born)
    return [fault(`from-${at}`, 'otherParentLeave:leave.beforeBirth', { birthDate: born })]
  const isWhole = by !== 'weeks' || daysOf({ from, to }) % 7 === 0
  return isWhole ? [] : [fault(`to-${at}`, 'otherParentLeave:leave.noWeek')]
}

/** Somebody dies after the birth, and not in days to come. */
export const deathFaults = (field: string, on: IsoDate, born: IsoDate | null, today: IsoDate): Fault[] => [
  ...(born && on < born ? [fault(field, 'maternity:problems.death-before-birth', { birthDate: born })] : []),
  ...(on > today ? [fault(field, 'maternity:problems.in-future', { todayDate: today })] : []),
]
