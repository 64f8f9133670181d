import { z } from 'zod'
import { daysOf } from '../../../domain/daily-allowance/spans.js'
import { type LeaveAnswers, manners } from '../../../domain/other-parent-leave/answers.js'
import { choice, date, fault, type Reading, read } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { readBirth } from '../maternity/birth.js'
import { remembered } from '../remembered.js'
import { readRows, rowsIn, rowsShown } from '../rows.js'

const asked = z.object({ by: choice(manners), died: choice(['no', 'yes']) })
const row = z.object({ from: date, to: date })
const death = z.object({ motherDiedOn: date })
const rowsOf = (draft: Parameters<typeof typedAt>[0]) => rowsIn(typedAt(draft, 'leave') ?? {}, ['from', 'to'])

/** The leave that was taken, by weeks or by single days (EOG 16k). */
export const leave: Step = {
  slug: 'leave',
  question: (_draft, t) => t('otherParentLeave:leave.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readLeave(draft, facts)),
  show: (draft, _facts, _speech, at) => ({
    manners,
    rows: rowsShown(rowsOf(draft), at === 'more'),
    values: typedAt(draft, 'leave') ?? { died: 'no' },
  }),
  stays: (body) => (body.add ? { at: 'more', checks: false } : null),
}

export const readLeave = remembered((draft, facts): Reading<LeaveAnswers> => {
  const values = typedAt(draft, 'leave') ?? {}
  const reading = read(asked, values)
  const rows = rowsOf(draft)
  const spans = readRows(row, rows)
  const died = 'value' in reading && reading.value.died === 'yes' ? read(death, values) : { value: null }
  if ('faults' in reading || 'faults' in spans || 'faults' in died)
    return { faults: [...faultsIn(reading), ...faultsIn(spans), ...faultsIn(died)] }
  const diedOn = died.value?.motherDiedOn
  if (rows.length === 0 && !diedOn) return { faults: [fault('from-0', 'otherParentLeave:leave.nameOne')] }
  const birth = readBirth(draft, facts)
  const born = 'value' in birth ? birth.value.date : null
  const wrong = spans.value.flatMap(({ from, to }, at) => {
    if (to < from) return [fault(`to-${at}`, 'maternity:insurance.endsBeforeBegin', { fromDate: from })]
    if (born && from < born)
      return [fault(`from-${at}`, 'otherParentLeave:leave.beforeBirth', { birthDate: born })]
    return reading.value.by === 'weeks' && daysOf({ from, to }) % 7 !== 0
      ? [fault(`to-${at}`, 'otherParentLeave:leave.noWeek')]
      : []
  })
  const deaths = [
    ...(diedOn && born && diedOn < born
      ? [fault('motherDiedOn', 'maternity:problems.death-before-birth', { birthDate: born })]
      : []),
    ...(diedOn && diedOn > facts.today
      ? [fault('motherDiedOn', 'maternity:problems.in-future', { todayDate: facts.today })]
      : []),
  ]
  if (wrong.length + deaths.length > 0) return { faults: [...wrong, ...deaths] }
  return { value: { by: reading.value.by, spans: spans.value, ...(diedOn && { motherDiedOn: diedOn }) } }
})
