import { z } from 'zod'
import { isMedical, type WageAnswers, wagePayments } from '../../../domain/work-interruption/answers.js'
import { minimumMonthlyWage } from '../../../domain/work-interruption/continuation.js'
import { runningAt } from '../../../domain/work-interruption/findings.js'
import { graceEnd, graceFor } from '../../../domain/work-interruption/grace.js'
import { choice, date, fault, money, optional, type Reading, read } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { nested, nestedFaults, unnested } from '../nested.js'
import { remembered } from '../remembered.js'
import { onFile } from './on-file.js'
import { type Period, readPeriod, reasonIn } from './period.js'
import { continuing } from './preview.js'
import { perCent } from './share.js'

const below = {
  paid: { answers: ['full', 'partly'], fields: ['share', 'until-day', 'until-month', 'until-year', 'until'] },
}

const whether = z.object({
  paid: choice(wagePayments),
  incapacity: optional(perCent),
  dailyAllowance: optional(perCent),
  residual: optional(money),
})
const paidUntil = z.object({ until: optional(date) })
const paidPart = z.object({ share: perCent })

/** What is paid while somebody is away: asked where allowances may depend on it. */
export const wage: Step = {
  slug: 'wage',
  question: (_draft, t) => t('workInterruption:wage.question'),
  when: (draft, facts) => mattersIn(readPeriod(draft, facts), facts),
  keep: (typed) => unnested(typed, below),
  faults: (draft, facts) => faultsIn(readWage(draft, facts)),
  show: (draft, facts, speech, _at, faults) => {
    const values = typedAt(draft, 'wage') ?? {}
    const period = readPeriod(draft, facts)
    return {
      values: nested(values, below),
      faults: nestedFaults(faults, values, below),
      payments: wagePayments,
      medical: isMedical(reasonIn(draft)),
      minimum: minimumMonthlyWage('value' in period ? period.value.begin : facts.today),
      continuing: 'value' in period ? continuing({ ...period.value, documents: [] }, facts, speech) : null,
    }
  },
}

export const readWage = remembered((draft, facts): Reading<WageAnswers> => {
  const values = typedAt(draft, 'wage') ?? {}
  const asked = read(whether, values)
  const paid = 'value' in asked ? asked.value.paid : 'none'
  const readings = [
    asked,
    ...(paid === 'none' ? [] : [read(paidUntil, values)]),
    ...(paid === 'partly' ? [read(paidPart, values)] : []),
  ] as Reading<WageAnswers>[]
  const faults = readings.flatMap(faultsIn)
  if (faults.length > 0) return { faults }
  const said: WageAnswers = Object.assign({}, ...readings.map((it) => ('value' in it ? it.value : {})))
  const period = readPeriod(draft, facts)
  if (said.until && 'value' in period && said.until < period.value.begin)
    return { faults: [fault('until', 'workInterruption:wage.endsBefore')] }
  const kept = Object.entries(said).filter(
    ([name, value]) => value !== undefined && (name !== 'incapacity' || isMedical(reasonIn(draft))),
  )
  return { value: Object.fromEntries(kept) as unknown as WageAnswers }
})

/** A wage decides something only for somebody with allowances who may be away for longer than the law grants them without. */
function mattersIn(reading: Reading<Period>, facts: Facts): boolean {
  if ('faults' in reading) return false
  const period = reading.value
  const grace = graceFor(period)
  const end = grace && graceEnd(grace, period)
  if (period.reason === 'death' || !end || runningAt(onFile(facts).allowances, period.begin).length === 0)
    return false
  const last = period.resumption?.on ?? period.until
  return last === undefined || last > end
}
