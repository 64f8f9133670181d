import type { Knex } from 'knex'
import { addDays, earlier, type IsoDate, later } from '../../domain/dates.js'
import { isMonthly } from '../../domain/family-allowance/answers.js'
import { dueBefore } from '../../domain/family-allowance/part-months.js'
import type { Rounding } from '../../domain/family-allowance/proposal.js'
import type { Canton } from '../../domain/kinds.js'
import type { Rappen } from '../../domain/money.js'
import { ahvKey, type Known, type KnownPerson } from '../../domain/salary-declaration/known.js'
import type { Vault } from '../seal.js'
import { declarationOf } from './declarations.js'
import { declaredBy, declaredSums } from './declared.js'
import { personsThatCount } from './parts.js'

interface Question {
  employerId: string
  year: number
  today: IsoDate
  office: string
  rounding: Rounding
  wagesMayDiffer: number
}

/** What the office knows of an employer's staff and of the year before: what a declaration is held against. */
export async function knownOf(db: Knex, question: Question): Promise<Known> {
  const { employerId, year, today, office, rounding, wagesMayDiffer } = question
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const employer = await db('employers').where({ id: employerId }).first('memberNumber')
  const staff = await db('employees')
    .where({ employerId })
    .whereNotNull('ahvNumber')
    .select('id', 'ahvNumber', 'firstName', 'lastName', 'birthDate')
  const employments = await employmentsOf(db, employerId, last)
  const decided = await decidedAllowances(db, employerId, first, last, rounding)
  const persons = new Map<number, KnownPerson>()
  for (const { id, ahvNumber, firstName, lastName, birthDate } of staff) {
    const key = ahvKey(ahvNumber)
    const employed = employments.get(id)
    if (key !== null)
      persons.set(key, {
        name: `${lastName} ${firstName}`,
        birthDate,
        expected: employed?.some(({ to }) => to === null || to >= first) ?? false,
        decided: decided.get(id) ?? 0,
        ...(employed && { employed }),
      })
  }
  return {
    ...{ year, today, wagesMayDiffer, persons },
    addressee: { office, member: employer?.memberNumber ?? '' },
    lastYear: await declaredSums(db, employerId, year - 1),
  }
}

/** The employments of an employer's staff that began by a day, by employee and beginning. */
async function employmentsOf(db: Knex, employerId: string, last: IsoDate) {
  const rows = await db('employments')
    .where({ employerId })
    .where('startsOn', '<=', last)
    .orderBy('startsOn')
    .select('employeeId', 'startsOn', 'endsOn')
  const found = new Map<string, { from: IsoDate; to: IsoDate | null }[]>()
  for (const { employeeId, startsOn, endsOn } of rows) {
    const those = found.get(employeeId) ?? []
    those.push({ from: startsOn, to: endsOn })
    found.set(employeeId, those)
  }
  return found
}

/**
 * Adds whom the year before expects in this one: declared until its last day, and not known otherwise. Their wages were read
 * before, page by page.
 */
export async function expectFromYearBefore(
  db: Knex,
  vault: Vault,
  employerId: string,
  { year, persons }: Pick<Known, 'year' | 'persons'>,
): Promise<void> {
  const last = `${year - 1}-12-31`
  for (const { id } of await declaredBy(db, employerId, year - 1)) {
    const declaration = await declarationOf(db, id)
    if (!declaration) continue
    for await (const page of personsThatCount(db, vault, declaration))
      for (const { ahvNumber, lastName, firstName, birthDate, ahv, exit } of page) {
        const key = ahvKey(ahvNumber)
        const stays = ahv.some(({ to }) => to === last) && (exit === null || exit > last)
        if (key !== null && stays && !persons.has(key))
          persons.set(key, { name: `${lastName} ${firstName}`, birthDate, expected: true, decided: 0 })
      }
  }
}

/** What the employer should have paid in allowances in a year, in Rappen. */
export async function decidedInYear(
  db: Knex,
  employerId: string,
  year: number,
  rounding: Rounding,
): Promise<Rappen> {
  const each = await decidedAllowances(db, employerId, `${year}-01-01`, `${year}-12-31`, rounding)
  return [...each.values()].reduce((sum, amount) => sum + amount, 0)
}

/** What the employer should have paid each person in allowances between two days, in Rappen. */
async function decidedAllowances(
  db: Knex,
  employerId: string,
  first: IsoDate,
  last: IsoDate,
  rounding: Rounding,
): Promise<Map<string, number>> {
  const rows = await db('entitlements')
    .where({ employerId })
    .where('startsOn', '<=', last)
    .where((open) => open.whereNull('endsOn').orWhere('endsOn', '>=', first))
    .select('employeeId', 'kind', 'rate', 'startsOn', 'endsOn')
  const sums = new Map<string, number>()
  for (const { employeeId, kind, rate, startsOn, endsOn } of rows) {
    if (endsOn !== null && endsOn < startsOn) continue
    const from = startsOn > first ? startsOn : first
    const to = endsOn !== null && endsOn < last ? endsOn : last
    const amount = isMonthly({ kind })
      ? dueBefore({ from, to }, rate, addDays(last, 1), rounding)
      : startsOn >= first
        ? rate
        : 0
    sums.set(employeeId, (sums.get(employeeId) ?? 0) + amount)
  }
  return sums
}

/** A stretch of work within a year, of somebody on file. */
export interface StaffLine {
  employeeId: string
  ahvNumber: string | null
  personnelNumber: string | null
  lastName: string
  firstName: string
  birthDate: IsoDate
  sex: 'F' | 'M'
  canton: Canton
  from: IsoDate
  to: IsoDate
  /** Set where the work ended within the year. */
  exit: IsoDate | null
}

/** Who worked for an employer in a year, from when to when, by name. */
export async function staffOf(db: Knex, employerId: string, year: number): Promise<StaffLine[]> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const rows = await db('employments')
    .join('employees', 'employees.id', 'employments.employeeId')
    .where({ 'employments.employerId': employerId })
    .where('employments.startsOn', '<=', last)
    .where((open) => open.whereNull('employments.endsOn').orWhere('employments.endsOn', '>=', first))
    .orderBy(['employees.search', 'employees.id', 'employments.startsOn'])
    .select(
      ...['ahvNumber', 'lastName', 'firstName', 'birthDate', 'sex'].map((it) => `employees.${it}`),
      ...['employeeId', 'personnelNumber', 'canton', 'startsOn', 'endsOn'].map((it) => `employments.${it}`),
    )
  return rows.map(({ sex, startsOn, endsOn, ...row }) => ({
    ...row,
    sex: sex === 'female' ? 'F' : 'M',
    from: later(startsOn, first),
    to: endsOn ? earlier(endsOn, last) : last,
    exit: endsOn && endsOn <= last ? endsOn : null,
  }))
}

/** How many employments an employer has had so far: about so many persons its wages hold. */
export async function staffCount(db: Knex, employerId: string): Promise<number> {
  const row = await db('employments').where({ employerId }).count({ found: '*' }).first()
  return Number(row?.found ?? 0)
}
