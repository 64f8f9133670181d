import type { Declaration } from '../../../db/declarations/declarations.js'
import type { Draft } from '../../../db/reports/mutations.js'
import type { Refusal } from '../../../domain/salary-declaration/findings.js'
import { prepareReading } from '../../../salaries/reading.js'
import { type Fault, fault } from '../fields.js'
import type { Facts, Step } from '../journey.js'
import type { Speech } from '../summary.js'
import { wayTyped, yearTyped } from './way.js'
import { written } from './words.js'

/** What came in, if it is for the year and of the way that the draft says; otherwise null. */
export function wagesIn(draft: Draft, { wages }: Pick<Facts, 'wages'>): Declaration | null {
  const declaration = wages?.declaration
  if (!declaration || declaration.state === 'empty' || String(declaration.year) !== yearTyped(draft))
    return null
  return (declaration.way === 'online') === (wayTyped(draft) === 'online') ? declaration : null
}

/** The wages themselves: a file, our template, or the staff list to fill in. */
export const wages: Step = {
  slug: 'wages',
  question: (draft, t) => t(`salaryDeclaration:wages.question.${wayTyped(draft) || 'elm'}`),
  when: (draft) => wayTyped(draft) !== 'none',
  keep: () => ({ seen: 'yes' }),
  faults(draft, facts): Fault[] {
    const declaration = wagesIn(draft, facts)
    const field = wayTyped(draft) === 'online' ? 'staff' : 'file'
    if (!declaration) return [fault(field, `salaryDeclaration:problems.${field}`)]
    if (declaration.state === 'reading') return [fault(field, 'salaryDeclaration:problems.reading')]
    if (declaration.state === 'refused') return [fault(field, 'salaryDeclaration:problems.refused')]
    return []
  },
  show(draft, facts, speech) {
    const [way, declaration] = [wayTyped(draft), wagesIn(draft, facts)]
    if (!declaration && way !== 'online') prepareReading(facts.wages?.staff ?? 0)
    return { way, year: yearTyped(draft), base: facts.wages?.url, wages: shown(declaration, speech) }
  },
}

/** How far the wages have come, in words. */
function shown(declaration: Declaration | null, speech: Speech) {
  if (!declaration) return null
  const { t, fmt } = speech
  const { state, fileName, fileSize, persons, pieces, piecesRead, read, refusal } = declaration
  const percent = pieces > 0 ? Math.min(99, Math.round((piecesRead / pieces) * 100)) : 0
  return {
    state,
    title: fileName,
    size: fmt.fileSize(fileSize),
    progress: t('salaryDeclaration:wages.progress', { percent, count: persons }),
    percent,
    refusal: refusal && refusalText(refusal, speech),
    reported: read?.reports?.length
      ? t('salaryDeclaration:wages.reported', { count: read.reports.length })
      : null,
    facts: read
      ? [
          { label: t('salaryDeclaration:sum.persons'), value: fmt.number(read.sums.persons) },
          { label: t('salaryDeclaration:sum.ahv'), value: fmt.money(read.sums.ahv) },
          { label: t('salaryDeclaration:sum.alv'), value: fmt.money(read.sums.alv) },
          { label: t('salaryDeclaration:sum.allowances'), value: fmt.money(read.sums.allowances) },
        ]
      : [],
  }
}

/** Why a file is not taken, and where. */
export function refusalText({ code, place, told }: Refusal, speech: Speech): string {
  const { t } = speech
  const text = t(`salaryDeclaration:refusal.${code}`, written(told, speech))
  if (place === null || place === 0) return text
  const where =
    typeof place === 'number'
      ? t('salaryDeclaration:place.line', { line: place })
      : t('salaryDeclaration:place.cell', { cell: place })
  return `${where}: ${text}`
}
