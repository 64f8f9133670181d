import { z } from 'zod'
import type { OtherWorkAnswers } from '../../../domain/daily-allowance/answers.js'
import { choice, date, type Fault, fault, money, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readRows, rowsIn, rowsShown } from '../rows.js'

const asked = z.object({
  hasOther: choice(['no', 'yes']),
  hasEarlier: choice(['no', 'yes']),
  selfEmployed: choice(['no', 'yes']),
  hasFormer: choice(['no', 'yes']),
})
const other = z.object({ otherName: text(), otherSince: date, otherWage: money })
const earlier = z.object({ earlierName: text(), earlierFrom: date, earlierTo: date })
const former = z.object({ insurer: text(), formerAmount: money })

type DraftOf = Parameters<typeof typedAt>[0]
const valuesOf = (draft: DraftOf) => typedAt(draft, 'other-work') ?? {}
const othersIn = (draft: DraftOf) => rowsIn(valuesOf(draft), ['otherName', 'otherSince', 'otherWage'])
const earlierIn = (draft: DraftOf) => rowsIn(valuesOf(draft), ['earlierName', 'earlierFrom', 'earlierTo'])

/** Other employers, earlier jobs, self-employment, and what another insurance paid (EOV 28, 33; EOG 16g II). */
export const otherWork: Step = {
  slug: 'other-work',
  question: (_draft, t) => t('maternity:otherWork.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readOtherWork(draft, facts)),
  show: (draft, _facts, _speech, at) => ({
    others: rowsShown(othersIn(draft), at === 'other'),
    earlier: rowsShown(earlierIn(draft), at === 'earlier'),
    values: typedAt(draft, 'other-work') ?? {},
  }),
  stays: (body) => (body.add ? { at: String(body.add), checks: false } : null),
}

export const readOtherWork = remembered((draft): Reading<OtherWorkAnswers> => {
  const values = valuesOf(draft)
  const reading = read(asked, values)
  if ('faults' in reading) return reading
  const { hasOther, hasEarlier, selfEmployed, hasFormer } = reading.value
  const none = { value: [] }
  const others = hasOther === 'yes' ? atLeastOne(readRows(other, othersIn(draft)), 'otherName-0') : none
  const before =
    hasEarlier === 'yes' ? atLeastOne(readRows(earlier, earlierIn(draft)), 'earlierName-0') : none
  const drawn = hasFormer === 'yes' ? read(former, values) : { value: null }
  const faults: Fault[] = [...faultsIn(others), ...faultsIn(before), ...faultsIn(drawn)]
  if ('faults' in others || 'faults' in before || 'faults' in drawn) return { faults }
  const turned = before.value.flatMap(({ earlierFrom, earlierTo }, at) =>
    earlierTo < earlierFrom
      ? [fault(`earlierTo-${at}`, 'maternity:insurance.endsBeforeBegin', { fromDate: earlierFrom })]
      : [],
  )
  if (turned.length > 0) return { faults: turned }
  return {
    value: {
      otherEmployers: others.value.map((it) => ({
        name: it.otherName,
        since: it.otherSince,
        monthlyWage: it.otherWage,
      })),
      earlier: before.value.map((it) => ({ name: it.earlierName, from: it.earlierFrom, to: it.earlierTo })),
      selfEmployed: selfEmployed === 'yes',
      ...(drawn.value && {
        formerAllowance: { insurer: drawn.value.insurer, amount: drawn.value.formerAmount },
      }),
    },
  }
})

const atLeastOne = <V>(reading: Reading<V[]>, field: string): Reading<V[]> =>
  'value' in reading && reading.value.length === 0
    ? { faults: [fault(field, 'maternity:otherWork.nameOne')] }
    : reading
