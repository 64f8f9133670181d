import type { TeamRules } from '../../domain/team.js'
import type { Speech } from '../mutations/summary.js'

/** Which tasks are a team's, as a part of a sentence. */
export function rulesInWords({ cantons, kinds, first, last }: TeamRules, { t, fmt }: Speech): string {
  const parts = [
    cantons.length > 0 && fmt.list(cantons),
    first && t('teamwork:teams.letters', { first: first.toUpperCase(), last: last.toUpperCase() }),
    kinds.length > 0 && fmt.list(kinds.map((kind) => t(`mutations:kind.${kind}`))),
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('; ') : t('teamwork:teams.all')
}
