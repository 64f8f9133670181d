import { z } from 'zod'
import { isMonthly } from '../../../domain/family-allowance/answers.js'
import { partMonths } from '../../../domain/family-allowance/part-months.js'
import type { ProposalLine, Rounding } from '../../../domain/family-allowance/proposal.js'
import { amount } from '../../../locales/figures.js'
import {
  choice,
  date,
  dateFields,
  fault,
  money,
  one,
  optional,
  type Reading,
  read,
  type Values,
} from '../../mutations/fields.js'
import type { Scene } from '../form.js'
import type { FamilyAllowanceFile } from './file.js'
import { lineTitle, type Names } from './proposal-items.js'

const fields = ['granted', 'rate', 'from-day', 'from-month', 'from-year', 'to-day', 'to-month', 'to-year', 'proven-day', 'proven-month', 'proven-year'] as const // biome-ignore format: one list

const granted = choice(['yes', 'no'], 'tasks:change.granted')
const schemas = {
  no: z.object({ granted }),
  ends: z.object({ granted, to: date }),
  monthly: z.object({ granted, rate: money, from: date, to: optional(date), proven: optional(date) }),
  once: z.object({ granted, rate: money, from: date }),
}

/** Which fields each line of the form has. */
export const lineOptions = (lines: ProposalLine[], names: Names, reader: Pick<Scene, 't' | 'fmt' | 'lang'>) =>
  lines.map((line) => ({
    title: lineTitle(line, names, reader),
    ends: line.ends !== undefined,
    monthly: isMonthly(line),
    provable: line.kind === 'education' && line.ends === undefined,
  }))

/** The lines as fields of a form: `rate-0`, `from-0-day`, … */
export function lineFields(lines: ProposalLine[]): Values {
  return Object.assign(
    {},
    ...lines.map((line, at) => ({
      [`granted-${at}`]: line.granted === 'open' ? '' : line.granted,
      [`rate-${at}`]: line.rate > 0 ? amount(line.rate) : '',
      ...dateFields(`from-${at}`, line.from),
      ...dateFields(`to-${at}`, line.to),
      ...dateFields(`proven-${at}`, line.provenUntil),
    })),
  )
}

/** The lines of the proposal as a caseworker changed them. */
export function readLines(
  typed: Values,
  { proposal }: FamilyAllowanceFile,
  rounding: Rounding,
): Reading<ProposalLine[]> {
  const readings = proposal.lines.map((line, at) => readLine(line, typedFor(typed, at), rounding))
  const faults = readings.flatMap((reading, at) =>
    'faults' in reading ? reading.faults.map((it) => ({ ...it, field: `${it.field}-${at}` })) : [],
  )
  if (readings.length === 0) return { faults: [fault('decision', 'tasks:change.nothing')] }
  if (faults.length > 0) return { faults }
  return { value: readings.flatMap((reading) => ('value' in reading ? [reading.value] : [])) }
}

function readLine(line: ProposalLine, typed: Values, rounding: Rounding): Reading<ProposalLine> {
  if (one(typed.granted) !== 'yes') {
    const reading = read(schemas.no, typed)
    return 'faults' in reading ? reading : { value: { ...line, granted: 'no', partMonths: [] } }
  }
  if (line.ends) {
    const reading = read(schemas.ends, typed)
    return 'faults' in reading ? reading : { value: { ...line, ...reading.value } }
  }
  const reading = read(isMonthly(line) ? schemas.monthly : schemas.once, typed)
  if ('faults' in reading) return reading
  const { rate, from, to = null, proven = null } = reading.value as z.output<typeof schemas.monthly>
  if (rate === 0) return { faults: [fault('rate', 'tasks:change.rate')] }
  if (to && to < from) return { faults: [fault('to', 'tasks:change.toBeforeFrom', { fromDate: from })] }
  const changed = { ...line, granted: 'yes' as const, rate, from, to: isMonthly(line) ? to : line.to }
  return {
    value: {
      ...changed,
      provenUntil: line.kind === 'education' ? proven : line.provenUntil,
      partMonths: isMonthly(line) ? partMonths(changed, rate, rounding) : [],
      reasons: hasOtherSum(line, changed) ? line.reasons.filter(saysNoSum) : line.reasons,
    },
  }
}

const hasOtherSum = (line: ProposalLine, { rate, from, to }: Pick<ProposalLine, 'rate' | 'from' | 'to'>) =>
  line.rate !== rate || line.from !== from || line.to !== to

/** A reason that names a sum would contradict the one a person has set; the person's own reason stands for it. */
const saysNoSum = ({ params }: ProposalLine['reasons'][number]) =>
  !['rateAmount', 'partAmount', 'differenceAmount'].some((name) => name in params)

/** The fields of one line, without its number: `from-0-day` becomes `from-day`. */
function typedFor(typed: Values, at: number): Values {
  const own = fields.map((field) => {
    const [name = '', piece] = field.split('-')
    return [field, typed[piece ? `${name}-${at}-${piece}` : `${name}-${at}`] ?? ''] as const
  })
  return Object.fromEntries(own)
}
