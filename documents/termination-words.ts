import type { TerminationFindings } from '../domain/termination/findings.js'
import type { KeyOfRule } from './reasons.js'
import type { Speech } from './speech.js'

type Words = Pick<Speech, 't' | 'fmt'>

/** The key of the sentence of a rule about the end of an employment. */
export const terminationKey: KeyOfRule = (rule) => `termination:rules.${rule}`

/** What the exit means for the allowances, as one sentence. */
export const allowancesEnd = (
  { stops, allowancesUntil }: Pick<TerminationFindings, 'stops' | 'allowancesUntil'>,
  { t, fmt }: Words,
): string =>
  stops.length > 0
    ? t('termination:effect.ends', { date: fmt.date(allowancesUntil) })
    : t('termination:effect.none')
