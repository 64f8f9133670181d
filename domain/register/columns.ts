import { civilStatuses } from '../family-allowance/answers.js'
import { cantons, languages } from '../kinds.js'
import { ahvNumber, country, day, money, oneOf, orNone, percent, text, uid } from './cells.js'
import type { ValuesOf } from './table.js'

/** The columns of a file of members. */
export const memberColumns = {
  memberNumber: text(20),
  name: text(200),
  uid: orNone(uid),
  street: text(200),
  zip: text(10),
  city: text(100),
  canton: oneOf(cantons),
  language: oneOf(languages),
}

/** The columns of a file of employees: a line is an employment, and repeats the person. */
export const employeeColumns = {
  memberNumber: text(20),
  ahvNumber,
  firstName: text(100),
  lastName: text(100),
  birthDate: day,
  sex: oneOf(['female', 'male']),
  civilStatus: oneOf(civilStatuses),
  nationality: country,
  language: oneOf(languages),
  street: text(200),
  zip: text(10),
  city: text(100),
  country,
  canton: oneOf(cantons),
  workload: percent,
  monthlyWage: money,
  startsOn: day,
  endsOn: orNone(day),
  personnelNumber: orNone(text(40)),
  function: orNone(text(100)),
  workplace: orNone(text(100)),
}

/** What the employers keep themselves, which the core system need not know. */
export const ownToEmployers = ['personnelNumber', 'function', 'workplace'] as const

export type MemberValues = ValuesOf<typeof memberColumns>
export type EmployeeValues = ValuesOf<typeof employeeColumns>
