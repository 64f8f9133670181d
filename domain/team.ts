import { type Canton, isMutationKind, type MutationKind } from './kinds.js'

/** Which tasks are a team's: of members in these cantons, of these kinds, whose name begins so; what is empty is no condition. */
export interface TeamRules {
  cantons: Canton[]
  kinds: MutationKind[]
  /** The first letters of the members' names, from and to, `a` to `z`; empty without such a condition. */
  first: string
  last: string
}

/** Rules as they were typed; what nobody can mean is left out. */
export function teamRules(typed: {
  cantons: Canton[]
  kinds: string[]
  first: string
  last: string
}): TeamRules {
  const letter = (text: string) => (/^[a-z]$/i.test(text) ? text.toLowerCase() : '')
  const [first, last] = [letter(typed.first), letter(typed.last)]
  const isSpan = Boolean(first || last)
  return {
    cantons: typed.cantons,
    kinds: typed.kinds.filter(isMutationKind),
    first: isSpan ? first || 'a' : '',
    last: isSpan ? last || 'z' : '',
  }
}
