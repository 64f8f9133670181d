import { addDays } from '../dates.js'
import { day, type Say } from './check-person.js'
import type { DeclaredPerson } from './declaration.js'
import type { KnownPerson } from './known.js'

/** Wages of the year for days on which the office knows of no employment. Corrections of earlier years are not held against it. */
export function checkEmployment(
  person: DeclaredPerson,
  { employed = [] }: KnownPerson,
  year: number,
  say: Say,
): void {
  if (employed.length === 0) return
  for (const { from, to, place } of person.ahv) {
    if (!from.startsWith(String(year)) || to < from || isCovered(from, to, employed)) continue
    const nearest = employed.findLast((it) => it.from <= to) ?? employed[0]
    say(
      'employment-differs',
      { place, field: nearest && nearest.from > from ? 'from' : 'to' },
      {
        ...{ from: day(from), to: day(to) },
        entry: nearest ? day(nearest.from) : '–',
        exit: nearest?.to ? day(nearest.to) : '–',
      },
    )
  }
}

/** Whether every day lies in an employment; one may follow another without a gap. */
function isCovered(from: string, to: string, employed: NonNullable<KnownPerson['employed']>): boolean {
  let next = from
  for (const it of employed) {
    if (it.from > next) return false
    if (it.to === null || it.to >= to) return true
    if (it.to >= next) next = addDays(it.to, 1)
  }
  return false
}
