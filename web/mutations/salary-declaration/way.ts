import { z } from 'zod'
import type { Draft } from '../../../db/mutations.js'
import { ways } from '../../../domain/salary-declaration/declaration.js'
import { ratesKnownFrom } from '../../../domain/salary-declaration/rates.js'
import { choice, one, read } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'

/** Years that can be declared: this one for firms that close, and the five that are not forfeited (AHVG 16 I). */
export function yearsOpen({ today }: Pick<Facts, 'today'>): number[] {
  const now = Number(today.slice(0, 4))
  return [1, 0, 2, 3, 4, 5].map((back) => now - back).filter((year) => year >= ratesKnownFrom)
}

export const readWay = (draft: Draft, facts: Pick<Facts, 'today'>) =>
  read(
    z.object({
      year: choice(yearsOpen(facts).map(String)).transform(Number),
      way: choice(ways, 'salaryDeclaration:problems.way'),
    }),
    typedAt(draft, 'way') ?? {},
  )

/** The year as typed so far; empty while it is not. */
export const yearTyped = (draft: Draft): string => one(typedAt(draft, 'way')?.year)
export const wayTyped = (draft: Draft): string => one(typedAt(draft, 'way')?.way)

/** For which year, and how the wages come in. */
export const way: Step = {
  slug: 'way',
  question: (_draft, t) => t('salaryDeclaration:way.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readWay(draft, facts)),
  show: (draft, facts) => ({
    values: typedAt(draft, 'way') ?? { year: String(yearsOpen(facts)[0]) },
    years: yearsOpen(facts),
    ways,
  }),
}
