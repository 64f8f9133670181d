import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import { roles } from '../../../domain/salary-declaration/answers.js'
import { ways } from '../../../domain/salary-declaration/declaration.js'
import { ratesKnownFrom } from '../../../domain/salary-declaration/rates.js'
import { choice, fault, one, read } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import type { Speech } from '../summary.js'

type Known = Pick<Facts, 'today' | 'wages'>

/**
 * Years that can be declared: this one for firms that close, and the five that are not forfeited (AHVG 16 I). A draft that the
 * clock has opened is for its year; for another such year there is a draft already.
 */
export function yearsOpen({ today, wages }: Known): number[] {
  if (wages?.called) return [wages.called]
  const now = Number(today.slice(0, 4))
  return [1, 0, 2, 3, 4, 5]
    .map((back) => now - back)
    .filter((year) => year >= ratesKnownFrom && !wages?.calls.some((call) => call.year === year))
}

/** What was declared for a year before and counts. */
export const earlierOf = ({ wages }: Known, year: number): { id: string; reference: string }[] =>
  (wages?.declared ?? []).filter((it) => it.year === year).map(({ id, reference }) => ({ id, reference }))

/** Where something was declared for the year, it must be said whether this takes its place or adds to it. */
export function readWay(draft: Draft, facts: Known) {
  const form = z.object({
    year: choice(yearsOpen(facts).map(String)).transform(Number),
    way: choice(ways, 'salaryDeclaration:problems.way'),
    role: choice(roles).catch('first'),
  })
  const reading = read(form, typedAt(draft, 'way') ?? {})
  if ('faults' in reading || reading.value.role !== 'first') return reading
  if (earlierOf(facts, reading.value.year).length === 0) return reading
  return { faults: [fault('role', 'salaryCall:role.missing')] }
}

/** The year as typed so far; empty while it is not. */
export const yearTyped = (draft: Draft): string => one(typedAt(draft, 'way')?.year)
export const wayTyped = (draft: Draft): string => one(typedAt(draft, 'way')?.way)

/** For which year, how the wages come in, and how they stand to what was declared before. */
export const way: Step = {
  slug: 'way',
  question: (_draft, t) => t('salaryDeclaration:way.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readWay(draft, facts)),
  show: (draft, facts, speech) => ({
    values: typedAt(draft, 'way') ?? { year: String(yearsOpen(facts)[0]) },
    years: yearsOpen(facts),
    ways,
    roles: roles.filter((role) => role !== 'first'),
    declared: declaredIn(facts, speech),
    calls: (facts.wages?.calls ?? []).map(({ id, year }) => ({
      href: `${facts.wages?.url.replace(/\/[^/]+\/wages$/, '')}/${id}`,
      text: speech.t('salaryCall:waits', { year }),
    })),
  }),
}

/** What was declared for the years that can be chosen. */
function declaredIn(facts: Facts, { t, fmt }: Speech) {
  const years = yearsOpen(facts)
  return (facts.wages?.declared ?? [])
    .filter(({ year }) => years.includes(year))
    .map(({ year, reference, answers }) =>
      t('salaryCall:role.declared', { year, reference, amount: fmt.money(answers.sums?.ahv ?? 0) }),
    )
}
