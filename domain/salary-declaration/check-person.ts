import { firstLiableYear, referenceMonthEnd } from '../ahv-ages.js'
import { ahvNumberProblem } from '../ahv-number.js'
import type { IsoDate } from '../dates.js'
import { daysOfThirty } from '../days-of-thirty.js'
import { cantons } from '../kinds.js'
import { unprintable } from '../script.js'
import { checkAlvMissing } from './check-alv-missing.js'
import { checkFreeAllowance } from './check-free-allowance.js'
import type { AhvSegment, DeclaredPerson, FakSegment, Field, Place } from './declaration.js'
import type { Finding, FindingCode, Told } from './findings.js'
import { alvCapFor, ratesKnownFrom, ratesOf } from './rates.js'

/** Notes a finding about the person who is looked at. */
export type Say = (code: FindingCode, at: { place: Place; field?: Field }, told?: Finding['told']) => void

export const rappen = (amount: number): Told => ({ rappen: amount })
export const day = (date: IsoDate): Told => ({ day: date })

/** What can be said of a person from what was declared alone: numbers, periods, amounts. */
export function checkPerson(person: DeclaredPerson, year: number, today: IsoDate, say: Say): void {
  for (const { field, place, typed } of person.unreadable)
    say('unreadable', { place, field }, { typed: typed.slice(0, 60) })
  checkParticulars(person, today, say)
  const about = { year, today }
  const ahv = person.ahv.filter((it) => checkPeriod(it, person, { ...about, takesBack: it.ahv < 0 }, say))
  // what was said of a period among the AHV wages is not said again
  const known = (it: FakSegment) => person.ahv.some(({ from, to }) => from === it.from && to === it.to)
  const fak = person.fak.filter((it) =>
    checkPeriod(it, person, { ...about, takesBack: it.wage < 0 }, known(it) ? silent : say),
  )
  if (person.ahv.length + person.fak.length === 0) say('nothing-declared', { place: person.place })
  for (const segment of ahv) checkAhv(segment, person, year, say)
  if (person.birthDate) checkFreeAllowance(ahv, person.birthDate, person.sex, say)
  checkCap(ahv, year, say)
  checkAlvMissing(ahv, person, year, say)
  checkOverlaps(ahv, say)
  for (const segment of fak) checkFak(segment, say)
  const wages = sum(ahv, (it) => it.ahv)
  const fakWages = sum(fak, (it) => it.wage)
  if (person.ahv.length > 0 && ahv.length === person.ahv.length && wages !== fakWages)
    say(
      'fak-wage-differs',
      { place: fak[0]?.place ?? person.place, field: 'wage' },
      {
        ahv: rappen(wages),
        fak: rappen(fakWages),
      },
    )
}

const silent: Say = () => {}

function checkParticulars(person: DeclaredPerson, today: IsoDate, say: Say): void {
  const { place } = person
  const isRead = (field: Field) => !person.unreadable.some((it) => it.field === field)
  if (!person.lastName || !person.firstName)
    say('name-missing', { place, field: person.lastName ? 'firstName' : 'lastName' })
  for (const field of ['lastName', 'firstName'] as const) {
    const sign = unprintable(person[field])
    if (sign) say('name-unprintable', { place, field }, { sign })
  }
  if (person.ahvNumber === null) {
    if (isRead('ahvNumber')) say('ahv-number-missing', { place, field: 'ahvNumber' })
  } else {
    const problem = ahvNumberProblem(person.ahvNumber)
    if (problem)
      say(`ahv-number-${problem}`, { place, field: 'ahvNumber' }, { number: person.ahvNumber.slice(0, 30) })
  }
  if (person.birthDate === null) {
    if (isRead('birthDate')) say('birth-date-missing', { place, field: 'birthDate' })
  } else if (person.birthDate > today || person.birthDate < '1900-01-01')
    say('birth-date-impossible', { place, field: 'birthDate' }, { date: day(person.birthDate) })
  if (person.sex === null && isRead('sex')) say('sex-missing', { place, field: 'sex' })
  if (person.entry && person.exit && person.exit < person.entry)
    say('exit-before-entry', { place, field: 'exit' }, { entry: day(person.entry), exit: day(person.exit) })
}

/**
 * True for a period that can be reckoned with. Corrections of earlier years are legal, as long as they are not forfeited: five years
 * after the year they are of, seen from today (AHVG 16 I), or one later where contributions are asked back, for they may have been
 * paid in the year after (AHVG 16 III).
 */
function checkPeriod(
  { from, to, place }: Pick<AhvSegment, 'from' | 'to' | 'place'>,
  { entry, exit, unreadable }: DeclaredPerson,
  { year, today, takesBack }: { year: number; today: IsoDate; takesBack: boolean },
  say: Say,
): boolean {
  if (!from || !to) {
    if (!unreadable.some((it) => it.field === 'from' || it.field === 'to'))
      say('unreadable', { place, field: from ? 'to' : 'from' }, { typed: '' })
    return false
  }
  const told = { from: day(from), to: day(to), year }
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  if (to < from) say('period-backwards', { place, field: 'to' }, told)
  else if (last > year) say('period-after-year', { place, field: 'to' }, told)
  else if (first < year && last === year) say('period-across-years', { place, field: 'from' }, told)
  else if (first !== last) say('period-across-years', { place, field: 'from' }, told)
  else if (last < Math.max(Number(today.slice(0, 4)) - (takesBack ? 6 : 5), ratesKnownFrom))
    say('forfeited', { place, field: 'from' }, told)
  else {
    if (last < year) say('earlier-year', { place, field: 'from' }, told)
    else if ((entry && from < entry) || (exit && to > exit))
      say(
        'outside-employment',
        { place, field: entry && from < entry ? 'from' : 'to' },
        {
          ...told,
          entry: entry ? day(entry) : '–',
          exit: exit ? day(exit) : '–',
        },
      )
    return true
  }
  return false
}

function checkAhv(segment: AhvSegment, person: DeclaredPerson, year: number, say: Say): void {
  const { place, ahv, ahvFree, alv, alvSupplement, alvFree, splits } = segment
  const [wage, insured] = [ahv + ahvFree, alv + alvSupplement + alvFree]
  if (wage !== insured)
    say(
      'unbalanced',
      { place, field: 'alvFree' },
      {
        ahv: rappen(wage),
        alv: rappen(insured),
        difference: rappen(wage - insured),
      },
    )
  const amounts = [ahv, ahvFree, alv, alvSupplement, alvFree]
  if (amounts.some((it) => it < 0) && amounts.some((it) => it > 0))
    say('signs-differ', { place, field: 'ahv' }, { ahv: rappen(ahv), alv: rappen(alv) })
  else if (ahv < 0 && segment.from.startsWith(String(year)))
    say('negative-this-year', { place, field: 'ahv' }, { ahv: rappen(ahv) })
  const own = Number(segment.from.slice(0, 4))
  if (alvSupplement !== 0 && ratesOf(own).alvSupplement === 0)
    say(
      'supplement-abolished',
      { place, field: 'alvSupplement' },
      { amount: rappen(alvSupplement), year: own },
    )
  if (splits.length > 0) {
    const total = sum(splits, (it) => it.ahv)
    if (total !== ahv)
      say('splits-differ', { place, field: 'splits' }, { splits: rappen(total), ahv: rappen(ahv) })
  }
  if (person.birthDate) checkAge(segment, person.birthDate, person.sex, say)
}

/** Minors, pensioners, and wages said to be free without either reason. */
function checkAge(segment: AhvSegment, birthDate: IsoDate, sex: 'F' | 'M' | null, say: Say): void {
  const { place, from, to, ahv, ahvFree, alv } = segment
  const year = Number(from.slice(0, 4))
  if (year < firstLiableYear(birthDate)) {
    if (ahv !== 0)
      say('minor-liable', { place, field: 'ahv' }, { ahv: rappen(ahv), from: firstLiableYear(birthDate) })
    return
  }
  if (year - Number(birthDate.slice(0, 4)) < 64) {
    if (ahvFree !== 0) say('free-without-reason', { place, field: 'ahvFree' }, { free: rappen(ahvFree) })
    return
  }
  const until = referenceMonthEnd(birthDate, sex === 'F' ? 'female' : 'male')
  const told = { until: day(until) }
  if (from > until) {
    if (alv !== 0) say('alv-after-reference-age', { place, field: 'alv' }, { alv: rappen(alv), ...told })
  } else if (to > until) {
    if (ahv > 0) say('reference-age-within', { place, field: 'to' }, told)
  } else if (ahvFree !== 0) say('free-without-reason', { place, field: 'ahvFree' }, { free: rappen(ahvFree) })
}

/** ALV up to the cap of the days worked in the year, over all stretches (AVIG 3 II; days of a year of 360). */
function checkCap(segments: AhvSegment[], year: number, say: Say): void {
  const groups = new Map<number, AhvSegment[]>()
  for (const segment of segments) {
    const own = Number(segment.from.slice(0, 4))
    // taken back for an earlier year: what was declared then is not known here
    if (own !== year && segment.alv <= 0) continue
    const group = groups.get(own)
    if (group) group.push(segment)
    else groups.set(own, [segment])
  }
  for (const [own, group] of groups) {
    const alv = sum(group, (it) => it.alv)
    const cap = alvCapFor(own, daysOf(group))
    if (alv > cap)
      say(
        'alv-above-cap',
        { place: group.at(-1)?.place ?? 0, field: 'alv' },
        {
          alv: rappen(alv),
          cap: rappen(cap),
          days: daysOf(group),
        },
      )
  }
}

/** Days of a year of 360 on which at least one of these stretches runs. */
export function daysOf(segments: AhvSegment[]): number {
  if (segments.length === 1 && segments[0]) return daysOfThirty(segments[0].from, segments[0].to)
  let days = 0
  let reached = ''
  for (const { from, to } of segments.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (to <= reached) continue
    days += from > reached ? daysOfThirty(from, to) : daysOfThirty(from, to) - daysOfThirty(from, reached)
    reached = to
  }
  return days
}

/** The same stretch twice is a slip; stretches that overlap may be two jobs. */
function checkOverlaps(segments: AhvSegment[], say: Say): void {
  for (const [i, one] of segments.entries())
    for (const other of segments.slice(i + 1, i + 20)) {
      if (Math.sign(one.ahv) !== Math.sign(other.ahv)) continue
      const told = { from: day(other.from), to: day(other.to) }
      if (one.from === other.from && one.to === other.to && one.ahv === other.ahv && one.ahv !== 0)
        say('segment-twice', { place: other.place, field: 'from' }, { ...told, ahv: rappen(other.ahv) })
      else if (one.from <= other.to && other.from <= one.to)
        say('segments-overlap', { place: other.place, field: 'from' }, told)
    }
}

function checkFak(segment: FakSegment, say: Say): void {
  const { place, canton, children, allowances } = segment
  if (!cantons.includes(canton))
    say('canton-unknown', { place, field: 'canton' }, { canton: String(canton).slice(0, 20) })
  if (children.length === 0) return
  const paid = sum(children, (it) => it.monthly + it.once)
  if (paid !== allowances)
    say(
      'children-sum',
      { place, field: 'allowances' },
      { children: rappen(paid), allowances: rappen(allowances) },
    )
  for (const child of children)
    if (child.ahvNumber && ahvNumberProblem(child.ahvNumber))
      say(
        'child-number',
        { place: child.place, field: 'child' },
        { child: child.name, number: child.ahvNumber.slice(0, 30) },
      )
}

export const sum = <X>(list: X[], of: (it: X) => number): number =>
  list.reduce((total, it) => total + of(it), 0)
