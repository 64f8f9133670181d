import { referenceMonthEnd } from '../ahv-ages.js'
import { daysOf, rappen, type Say, sum } from './check-person.js'
import type { AhvSegment, DeclaredPerson } from './declaration.js'
import { alvCapFor } from './rates.js'

/**
 * Wages of the year below the cap that bear no ALV: whoever works for a wage is insured until the month of the reference age, with few
 * exceptions such as family on a farm (AVIG 2 I a, II; 3 II). As much as the cap of a day is left to how programs count days.
 */
export function checkAlvMissing(
  segments: AhvSegment[],
  { birthDate, sex }: Pick<DeclaredPerson, 'birthDate' | 'sex'>,
  year: number,
  say: Say,
): void {
  const until = birthDate ? referenceMonthEnd(birthDate, sex === 'F' ? 'female' : 'male') : '9999-12-31'
  const insured = segments.filter(({ from, to }) => from.startsWith(String(year)) && to <= until)
  if (insured.length === 0 || insured.some(({ ahv, alv }) => ahv < 0 || alv < 0)) return
  const [ahv, alv] = [sum(insured, (it) => it.ahv), sum(insured, (it) => it.alv)]
  const due = Math.min(ahv, alvCapFor(year, daysOf(insured)))
  if (due - alv > alvCapFor(year, 1))
    say(
      'alv-missing',
      { place: insured.at(-1)?.place ?? 0, field: 'alv' },
      { alv: rappen(alv), due: rappen(due) },
    )
}
