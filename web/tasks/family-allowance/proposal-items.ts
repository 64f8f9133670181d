import { commonKey } from '../../../documents/reasons.js'
import { isMonthly } from '../../../domain/family-allowance/answers.js'
import type { ProposalLine } from '../../../domain/family-allowance/proposal.js'
import type { Scene } from '../form.js'
import { reasonText } from './reason-text.js'

type Reader = Pick<Scene, 't' | 'fmt' | 'lang'>

/** First names of the children by the key of their lines. */
export type Names = Map<string, string>

/** "Lea, Kinderzulage": what a line is about. */
export function lineTitle(
  { childKey, kind, difference, ends }: ProposalLine,
  names: Names,
  { t }: Reader,
): string {
  const allowance = t(`rules:kinds.${kind}`)
  const what = ends
    ? t('tasks:line.former', { allowance })
    : difference
      ? t('tasks:line.difference', { allowance })
      : allowance
  const child = names.get(childKey)
  return child ? `${child}, ${what}` : what
}

/** The lines of a proposal or of a decision as the office reads them. */
export const proposalItems = (lines: ProposalLine[], names: Names, reader: Reader, keyOf = commonKey) =>
  lines.map((line) => ({
    title: lineTitle(line, names, reader),
    period: linePeriod(line, reader),
    sum: lineSum(line, reader),
    granted: line.granted,
    reasons: line.reasons.map((reason) => reasonText(reason, reader, keyOf)),
  }))

/** From when to when a line runs, in words. */
export function linePeriod(line: ProposalLine, { t, fmt }: Reader): string {
  const { from, to, provenUntil, granted, ends } = line
  if (ends)
    return to && to < from ? t('tasks:line.void') : t('tasks:line.endsOn', { date: fmt.date(to ?? from) })
  const period = isMonthly(line) ? fmt.period(from, to) : fmt.date(from)
  return provenUntil && granted !== 'no'
    ? t('tasks:line.proven', { period, date: fmt.date(provenUntil) })
    : period
}

/** What a line comes to, in words. */
export function lineSum({ granted, rate, ends }: ProposalLine, { t, fmt }: Reader): string {
  if (granted === 'no') return t('tasks:line.no')
  if (granted === 'open') return t('tasks:line.open')
  return ends ? t('tasks:line.ends') : fmt.money(rate)
}
