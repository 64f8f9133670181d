import type { Draft } from '../../../db/reports/mutations.js'
import {
  type FindingCode,
  type FindingCounts,
  severityOf,
} from '../../../domain/salary-declaration/findings.js'
import { type Fault, fault, one } from '../fields.js'
import { type Facts, type Step, typedAt } from '../journey.js'
import { wagesIn } from './wages.js'
import { wayTyped } from './way.js'
import { placeOf, sentenceOf } from './words.js'

/** Findings of a kind that are shown before somebody asks for all. */
const shownOfAKind = 10

const entriesOf = (counts: FindingCounts) => Object.entries(counts) as [FindingCode, number][]
export const countsIn = (draft: Draft, facts: Facts): FindingCounts =>
  wagesIn(draft, facts)?.read?.counts ?? {}

/** A confirmation is of so many findings: where there are more, they are to be looked at again. */
const isConfirmed = (draft: Draft, code: FindingCode, count: number) =>
  one(typedAt(draft, 'findings')?.[`confirm-${code}`]) === String(count)

/** What was said to each kind of warning that was confirmed. */
export function remarksIn(draft: Draft, facts: Facts): Record<string, string> {
  const typed = typedAt(draft, 'findings') ?? {}
  return Object.fromEntries(
    entriesOf(countsIn(draft, facts)).map(([code]) => [code, one(typed[`remark-${code}`]).slice(0, 500)]),
  )
}

/** What the check found: errors are to be put right, warnings to be confirmed. */
export const findingsStep: Step = {
  slug: 'findings',
  question: (_draft, t) => t('salaryDeclaration:findings.question'),
  when: (draft) => wayTyped(draft) !== 'none',
  keep: (typed) => typed,
  faults(draft, facts): Fault[] {
    const counts = entriesOf(countsIn(draft, facts))
    const errors = counts
      .filter(([code]) => severityOf(code) === 'error')
      .reduce((sum, [, count]) => sum + count, 0)
    if (errors > 0) return [fault('errors', 'salaryDeclaration:problems.errors', { count: errors })]
    return counts
      .filter(([code, count]) => !isConfirmed(draft, code, count))
      .map(([code]) => fault(`confirm-${code}`, 'salaryDeclaration:problems.unconfirmed'))
  },
  show(draft, facts, speech) {
    const { t } = speech
    const base = facts.wages?.url
    const declaration = wagesIn(draft, facts)
    const way = declaration?.way ?? 'elm'
    const groups = entriesOf(countsIn(draft, facts)).map(([code, count]) => {
      const all = (facts.wages?.findings ?? []).filter((it) => it.code === code)
      return {
        code,
        count,
        severity: severityOf(code),
        title: t(`salaryDeclaration:finding.${code}.title`),
        token: String(count),
        more: count > shownOfAKind ? `${base}/findings?code=${code}` : null,
        items: all.slice(0, shownOfAKind).map((finding) => ({
          title: sentenceOf(finding, speech),
          meta: [finding.name, placeOf(finding, way, speech)].filter(Boolean).join(' · '),
          href: finding.person === null ? undefined : `${base}/persons/${finding.person}`,
        })),
      }
    })
    return {
      values: typedAt(draft, 'findings') ?? {},
      base,
      groups: groups.toSorted((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0)),
    }
  },
}
