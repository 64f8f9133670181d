import { addDays } from '../../domain/dates.js'
import { dateFields } from '../../web/mutations/fields.js'
import { day } from './family-allowance-typed.js'
import type { Answer, Visitor } from './visitor.js'

let count = 0

/** An AHV number and a birthday that nobody else has: everybody is on file in one office. */
export function somebody() {
  const digits = `7561000${String(++count).padStart(5, '0')}`
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0)
  const number = `${digits}${(10 - (sum % 10)) % 10}`
  const ahvNumber = number.replace(/(.{3})(.{4})(.{4})(.{2})/, '$1.$2.$3.$4')
  return { ahvNumber, birthDate: addDays('1994-03-14', count) }
}

/** What an employer types about somebody who begins on 1 December 2026. */
export const typedEntry = {
  person: {
    hasNumber: 'yes',
    firstName: 'Zoë',
    lastName: 'Müller',
    sex: 'female',
    nationality: 'PT',
  },
  contact: {
    street: 'Gallusstrasse 3',
    zip: '9000',
    city: 'St. Gallen',
    country: 'CH',
    civilStatus: 'single',
    language: 'de',
  },
  work: {
    ...day('startsOn', '1.12.2026'),
    workplace: 'St. Gallen',
    canton: 'SG',
    function: 'Bauleiterin',
    personnelNumber: '2044',
    workload: '80 %',
    monthlyWage: '6’120',
    allowances: 'yes',
  },
  card: {
    allFirstNames: 'Anna Zoe',
    singleName: 'Müller',
    birthPlace: 'Porto, Portugal',
    mother: 'Maria Costa',
    father: 'unbekannt',
  },
}

/** The first step about somebody. */
export const typedPerson = ({ ahvNumber, birthDate }: ReturnType<typeof somebody>): Fields => ({
  ...typedEntry.person,
  ahvNumber,
  ...(dateFields('birthDate', birthDate) as Fields),
})

type Fields = Record<string, string>

/** Begins a report of an entry and answers its address. */
export async function beginEntry(hr: Visitor, base: string): Promise<string> {
  const answer = await hr.post(base, { kind: 'new-employee' })
  return String(answer.headers.location)
}

/** Fills in the steps, with what a test changes, and answers the last of them. */
export async function fillInEntry(
  hr: Visitor,
  url: string,
  who: ReturnType<typeof somebody>,
  changes: Partial<Record<keyof typeof typedEntry, Record<string, string>>> = {},
): Promise<Answer> {
  await hr.post(`${url}/person`, { ...typedPerson(who), ...changes.person })
  await hr.post(`${url}/contact`, { ...typedEntry.contact, ...changes.contact })
  return hr.post(`${url}/work`, { ...typedEntry.work, ...changes.work })
}
