import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'
import type { ChildAnswers, EmploymentAnswers, OtherParentAnswers } from './answers.js'
import { limitsOn, wholeIncome } from './limits.js'
import type { Rule } from './reasons.js'

export type Criterion = 'a' | 'b' | 'c' | 'd' | 'e' | 'f'

export interface Priority {
  first: 'applicant' | 'other-parent' | 'open'
  /** Which letter of FamZG 7 I decided, or could not be decided; absent where nobody competes. */
  criterion?: Criterion
  /** The rule that says so. */
  rule: Rule
}

/** Whom a criterion prefers, and `neither` if it does not separate the two. Several: the facts are missing. */
type Outcome = 'applicant' | 'other-parent' | 'neither'

interface Case {
  child: ChildAnswers
  employment: EmploymentAnswers
  other: OtherParentAnswers
  date: IsoDate
}

/**
 * Who of two people may claim first for a child (FamZG 7 I): the first criterion that separates them, in the
 * order of the law; the parents cannot choose. A criterion whose facts are missing is passed over if
 * it could only lead to the same person as a later one. The applicant works for this employer.
 */
export function priorityOf(
  child: ChildAnswers,
  employment: EmploymentAnswers,
  other: OtherParentAnswers | undefined,
  date: IsoDate,
): Priority {
  if (!other) return { first: 'open', rule: 'open-other-parent' }
  if (other.known === 'deceased' || other.known === 'unknown')
    return { first: 'applicant', rule: 'first-alone' }
  if (worksAbroad(other)) return { first: 'open', rule: 'open-abroad' }
  return compare({ child, employment, other, date })
}

function compare(facts: Case): Priority {
  let undecided: { criterion: Criterion; outcomes: Outcome[] } | undefined
  for (const criterion of ['a', 'b', 'c', 'd', 'e', 'f'] as const) {
    const outcomes = criteria[criterion](facts)
    const [winner] = outcomes
    if (outcomes.length > 1) undecided ??= { criterion, outcomes }
    else if (winner && winner !== 'neither') {
      const safe = !undecided || undecided.outcomes.every((o) => o === winner || o === 'neither')
      return safe ? decided(winner, criterion) : open(undecided?.criterion ?? criterion, facts)
    }
  }
  return open(undecided?.criterion, facts)
}

const criteria: Record<Criterion, (facts: Case) => Outcome[]> = {
  /** Only one works. */
  a: ({ other, date }) => {
    const works = isGainful(other, date)
    return works === null ? ['applicant', 'neither'] : works ? ['neither'] : ['applicant']
  },
  /** Has parental authority, or had it until the child came of age. */
  b: ({ child: { authority } }) =>
    authority === 'applicant' || authority === 'other-parent' ? [authority] : ['neither'],
  /** The child lives mainly with this person, or did until it came of age. */
  c: ({ child: { livesWith } }) =>
    livesWith === 'applicant' || livesWith === 'other-parent' ? [livesWith] : ['neither'],
  /** Works where the child lives. */
  d: ({ child, employment, other }) => {
    // agriculture follows federal law (FLG), no canton's: whether this criterion separates is for the office
    if (other.work === 'agriculture') return ['applicant', 'other-parent', 'neither']
    if (!child.residenceCanton || other.canton === employment.canton) return ['neither']
    const applicant = employment.canton === child.residenceCanton
    if (!other.canton) return ['neither', applicant ? 'applicant' : 'other-parent']
    if (applicant) return ['applicant']
    return other.canton === child.residenceCanton ? ['other-parent'] : ['neither']
  },
  /** The higher wage. */
  e: ({ employment, other }) => {
    if (!other.work || other.work === 'agriculture') return ['applicant', 'other-parent', 'neither']
    return higher(wholeIncome(employment), other.work === 'employed' ? other.yearlyIncome : 0)
  },
  /** The higher income from self-employment; of the applicant none is known to this employer. */
  f: ({ other }) => (other.work === 'self-employed' ? higher(0, other.yearlyIncome) : ['neither']),
}

const higher = (mine: Rappen, theirs: Rappen | undefined): Outcome[] => {
  if (theirs === undefined) return ['applicant', 'other-parent', 'neither']
  return mine === theirs ? ['neither'] : [mine > theirs ? 'applicant' : 'other-parent']
}

/** Works, in the sense of the law, who reaches the lowest income (FamZG 13 III); null if nobody said. */
function isGainful(other: OtherParentAnswers, date: IsoDate): boolean | null {
  if (!other.work) return null
  if (other.work === 'none' || other.work === 'unemployed') return false
  const least = limitsOn(date)?.yearlyIncome
  if (other.work === 'agriculture' || other.yearlyIncome === undefined || least === undefined) return true
  return other.yearlyIncome >= least
}

const worksAbroad = ({ work, country }: OtherParentAnswers): boolean =>
  work !== 'none' && work !== 'unemployed' && country !== undefined && country !== 'CH'

const words: Record<Criterion, 'work' | 'authority' | 'household' | 'canton' | 'wage' | 'self-employment'> = {
  a: 'work', b: 'authority', c: 'household', d: 'canton', e: 'wage', f: 'self-employment',
} // biome-ignore format: read as one row

function decided(first: 'applicant' | 'other-parent', criterion: Criterion): Priority {
  const word = words[criterion]
  return { first, criterion, rule: `${first === 'applicant' ? 'first' : 'second'}-by-${word}` as Rule }
}

function open(criterion: Criterion | undefined, { other }: Case): Priority {
  if (criterion === 'd' && other.work === 'agriculture')
    return { first: 'open', criterion, rule: 'open-agriculture' }
  const rules: Partial<Record<Criterion, Rule>> = {
    a: 'open-work',
    d: 'open-canton',
    e: 'open-wage',
    f: 'open-self-employment',
  }
  return { first: 'open', criterion, rule: (criterion && rules[criterion]) ?? 'open-other-parent' }
}
