import type { MaternityProposal } from './propose.js'

/** What an approval carries out: what the rules found then, news included. */
export interface MaternityResult {
  found: MaternityProposal
}

/** Agreeing with a proposal to refuse is a refusal. */
export const grants = ({ found }: MaternityResult): boolean => found.verdict !== 'refuse'
