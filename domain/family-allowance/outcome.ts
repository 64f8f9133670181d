import type { Purpose } from './answers.js'
import type { ProposalLine } from './proposal.js'

/** What a decision comes to, for the state of the report. */
export function outcomeOf(
  purpose: Purpose,
  lines: Pick<ProposalLine, 'granted' | 'ends'>[],
): 'granted' | 'partly' | 'refused' | 'ended' {
  if (purpose === 'end' && lines.some((line) => line.granted === 'yes')) return 'ended'
  const claimed = lines.filter((line) => !line.ends)
  const granted = claimed.filter((line) => line.granted === 'yes')
  if (granted.length === 0) return 'refused'
  return granted.length === claimed.length ? 'granted' : 'partly'
}
