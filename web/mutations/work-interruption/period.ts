import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import {
  extensions,
  extensionsFor,
  type InterruptionReason,
  type Resumption,
  type WorkInterruptionAnswers,
} from '../../../domain/work-interruption/answers.js'
import { interruptionProblems } from '../../../domain/work-interruption/valid.js'
import { choice, date, fault, one, optional, type Reading, read, text, type Values } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readReason } from './reason.js'
import { readResumption } from './resumption.js'

/** What is said about when somebody is away. */
export type Period = Pick<
  WorkInterruptionAnswers,
  'reason' | 'begin' | 'extension' | 'until' | 'resumption' | 'remark'
>

/** From when somebody is away, until when, and whether they are back. */
export const period: Step = {
  slug: 'period',
  question: (draft, t) => t(`workInterruption:period.question.${isDeath(draft) ? 'death' : 'away'}`),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readPeriod(draft, facts)),
  show: (draft) => ({
    reason: reasonIn(draft),
    extensions: extensionsFor(reasonIn(draft)),
    values: typedAt(draft, 'period') ?? { extension: 'none', resumed: 'no' },
  }),
}

const begun = z.object({ begin: date, remark: optional(text(1000)) })
const away = z.object({ until: optional(date), resumed: choice(['no', 'yes']) })
const extended = z.object({ extension: choice(extensions) })

/** The days, checked against the employment and other interruptions on file. */
export const readPeriod = remembered((draft, facts): Reading<Period> => {
  const values = typedAt(draft, 'period') ?? {}
  const reason = reasonIn(draft)
  const parts: Reading<Partial<Period>>[] = [
    read(begun, values),
    ...(reason === 'death' ? [] : [readAway(values)]),
    ...(extensionsFor(reason).length > 0 ? [read(extended, values)] : []),
  ]
  const faults = parts.flatMap(faultsIn)
  if (faults.length > 0) return { faults }
  const said = Object.assign({ reason }, ...parts.map((it) => ('value' in it ? it.value : {}))) as Period
  const problems = interruptionProblems(said, surroundings(facts))
  return problems.length > 0
    ? { faults: problems.map((it) => fault(it.field, `workInterruption:problems.${it.code}`, it.params)) }
    : { value: said }
})

function readAway(values: Values): Reading<Pick<Period, 'until' | 'resumption'>> {
  const said = read(away, values)
  const back: Reading<Resumption> | null = one(values.resumed) === 'yes' ? readResumption(values) : null
  const faults = [...faultsIn(said), ...(back ? faultsIn(back) : [])]
  if ('faults' in said || faults.length > 0) return { faults }
  return {
    value: {
      ...(said.value.until && { until: said.value.until }),
      ...(back && 'value' in back && { resumption: back.value }),
    },
  }
}

const surroundings = ({ today, person }: Facts) => ({
  today,
  employment: { from: person.employment?.startsOn ?? '1900-01-01', to: person.employment?.endsOn ?? null },
  others: person.interruptions,
})

/** The reason that was chosen; illness where none was yet. */
export function reasonIn(draft: Draft): InterruptionReason {
  const reading = readReason(draft)
  return 'value' in reading ? reading.value.reason : 'illness'
}

const isDeath = (draft: Draft) => reasonIn(draft) === 'death'
