import { addDays, firstOfMonth, type IsoDate, later } from '../dates.js'
import type { Rappen } from '../money.js'
import { includes } from '../span.js'
import { isMonthly } from './answers.js'
import { dueBefore } from './part-months.js'
import type { Circumstances, ProposalLine } from './proposal.js'

type Priced = Pick<ProposalLine, 'kind' | 'granted' | 'rate' | 'from' | 'to' | 'ends' | 'endedBefore'>

/** Rappen a month of the granted lines, on the first day from today on which any of them runs. */
export function monthlySum(lines: Priced[], today: IsoDate): Rappen {
  const monthly = lines.filter(
    (line) => isDue(line) && isMonthly(line) && (line.to === null || line.to >= today),
  )
  const starts = monthly.map((line) => line.from).sort()
  const day = later(today, starts[0] ?? today)
  return monthly.filter((line) => includes(line, day)).reduce((sum, line) => sum + line.rate, 0)
}

/**
 * Rappen due at once: the months before this one, part months by days, and single allowances of days that
 * have come; less what was on file for the same months and ends with these lines, whether or not they were carried out since. Never
 * negative.
 */
export function arrearsSum(
  lines: Priced[],
  { today, onFile, rounding }: Pick<Circumstances, 'today' | 'onFile' | 'rounding'>,
): Rappen {
  const month = firstOfMonth(today)
  const due = lines.filter(isDue).reduce((sum, line) => {
    if (isMonthly(line)) return sum + dueBefore(line, line.rate, month, rounding)
    return line.from <= today ? sum + line.rate : sum
  }, 0)
  const paid = lines.reduce((sum, line) => {
    if (!line.ends || !line.to || line.granted !== 'yes') return sum
    const to = line.endedBefore === undefined ? endOnFile(line.ends, onFile) : line.endedBefore
    if (to === undefined) return sum
    return sum + dueBefore({ from: later(line.from, addDays(line.to, 1)), to }, line.rate, month, rounding)
  }, 0)
  return Math.max(due - paid, 0)
}

const endOnFile = (ends: string, onFile: Circumstances['onFile']) => onFile.find(({ id }) => id === ends)?.to

/** A line that ends something on file brings nothing new. */
const isDue = (line: Priced) => line.granted === 'yes' && !line.ends
