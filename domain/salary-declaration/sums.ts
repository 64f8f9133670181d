import { type Canton, cantons } from '../kinds.js'
import type { AhvSegment, AhvTotals, CantonTotals, FakSegment, Sums, YearSums } from './declaration.js'

const noAhv = () => ({ ahv: 0, ahvFree: 0, alv: 0, alvSupplement: 0, alvFree: 0 })

export const emptySums = (): Sums => ({
  ...noAhv(),
  persons: 0,
  ahvCount: 0,
  fakCount: 0,
  cantons: {},
  allowances: 0,
  years: {},
})

/** Adds a stretch of AHV wages to the sums, in place: a declaration may hold hundreds of thousands. */
export function addAhv(sums: Sums, segment: AhvSegment): void {
  sums.ahvCount++
  addWage(sums, segment)
  addWage(yearOf(sums, segment.from), segment)
}

function addWage(to: AhvTotals, segment: AhvSegment): void {
  to.ahv += segment.ahv
  to.ahvFree += segment.ahvFree
  to.alv += segment.alv
  to.alvSupplement += segment.alvSupplement
  to.alvFree += segment.alvFree
}

/** Adds a wage of the family compensation fund, in place. */
export function addFak(sums: Sums, segment: FakSegment): void {
  sums.fakCount++
  sums.allowances += segment.allowances
  addCanton(sums, segment)
  addCanton(yearOf(sums, segment.from), segment)
}

function addCanton(to: YearSums, { canton, wage, allowances }: FakSegment): void {
  const totals = cantonOf(to, canton)
  totals.wage += wage
  totals.allowances += allowances
}

/** Several sums in one, such as those of all institutions that are ours. Persons are not added: they are the same. */
export function merged(all: Sums[]): Sums {
  const into = emptySums()
  for (const sums of all) {
    into.ahvCount += sums.ahvCount
    into.fakCount += sums.fakCount
    into.allowances += sums.allowances
    mergeYear(into, sums)
    for (const [year, those] of Object.entries(sums.years)) mergeYear(yearOf(into, `${year}-`), those)
  }
  return into
}

function mergeYear(into: YearSums, from: YearSums): void {
  for (const field of ahvFields) into[field] += from[field]
  for (const [canton, { wage, allowances }] of Object.entries(from.cantons)) {
    const there = cantonOf(into, canton as Canton)
    there.wage += wage
    there.allowances += allowances
  }
}

export const ahvFields = [
  'ahv',
  'ahvFree',
  'alv',
  'alvSupplement',
  'alvFree',
] as const satisfies (keyof AhvTotals)[]

/** What is no canton has been said elsewhere; it must not become the name of a property. */
function cantonOf({ cantons: all }: YearSums, named: Canton): CantonTotals {
  const there = Object.hasOwn(all, named) ? all[named] : undefined
  if (there) return there
  const canton = cantons.includes(named) ? named : ('EX' as Canton)
  const found = all[canton] ?? { wage: 0, allowances: 0 }
  all[canton] = found
  return found
}

function yearOf(sums: Sums, date: string): YearSums {
  const year = Number(date.slice(0, 4))
  const found = sums.years[year] ?? { ...noAhv(), cantons: {} }
  sums.years[year] = found
  return found
}
