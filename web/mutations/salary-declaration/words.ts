import type { Declaration } from '../../../db/declarations/declarations.js'
import type { Finding, Told } from '../../../domain/salary-declaration/findings.js'
import { cellOf } from '../../../salaries/excel/columns.js'
import type { Speech } from '../summary.js'
import { adviceOn } from './advice.js'

/** What a finding tells, as the reader's language writes sums and days; words of ours become words of theirs. */
export function written(told: Record<string, Told>, { t, fmt }: Speech): Record<string, string | number> {
  const value = (name: string, it: Told): string | number => {
    if (typeof it === 'number') return it
    if (typeof it === 'string')
      return name === 'what' && /^[a-z]/.test(it) ? t(`salaryDeclaration:sum.${it}`) : it
    return 'rappen' in it ? fmt.money(it.rappen) : fmt.date(it.day)
  }
  return Object.fromEntries(Object.entries(told).map(([name, it]) => [name, value(name, it)]))
}

/** What is wrong, and what to do. */
export function sentenceOf({ code, told, name }: Finding, speech: Speech): string {
  const wrong = speech.t(`salaryDeclaration:finding.${code}.text`, { name, ...written(told, speech) })
  const advice = adviceOn[code]
  return advice === 'said' ? wrong : `${wrong} ${speech.t(`salaryAdvice:${advice}`)}`
}

/** Where it is: a line of the XML, a cell of the sheet, or nowhere in particular. */
export function placeOf({ place, field }: Finding, way: Declaration['way'], { t }: Speech): string {
  if (place === 0 || way === 'online') return ''
  if (typeof place === 'string') return t('salaryDeclaration:place.cell', { cell: place })
  const cell = way === 'excel' ? cellOf(field, place) : null
  return cell
    ? t('salaryDeclaration:place.cell', { cell })
    : t('salaryDeclaration:place.line', { line: place })
}
