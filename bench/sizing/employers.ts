import type { Knex } from 'knex'
import { searchText } from '../../db/people/search.js'
import type { Vault } from '../../db/seal.js'
import { demoPassword, demoSecret } from '../../demo/accounts.js'
import { hashPassword, sealSeed } from '../../web/sign-in/proof.js'
import { madeUpAhvNumber } from '../ahv-number.js'
import { firstNames, insertAll, lastNames } from '../data.js'

const staff = 9
const place = { street: 'Musterweg 1', zip: '9000', city: 'St. Gallen' }

/** An employer that is asked for its wages, and its user, who signs in as those of the demo do. */
export interface Asked {
  employerId: string
  memberNumber: string
  email: string
}

/** The employers from a number on, so many: nine people each, the Swiss mean, and one user. */
export async function insertEmployers(db: Knex, vault: Vault, from: number, count: number): Promise<Asked[]> {
  const asked = Array.from({ length: count }, (_, n) => ({
    employerId: `asked-${from + n}`,
    memberNumber: `88.${100 + from + n}`,
    email: `asked-${from + n}@bench.example`,
  }))
  const passwordHash = await hashPassword(demoPassword)
  const employers = asked.map(({ employerId: id, memberNumber }) => ({
    ...{ id, memberNumber, name: `${id} AG`, ...place, canton: 'SG', language: 'de' },
  }))
  const users = asked.map(({ employerId: id, email }) => ({
    ...{ id, email, name: 'Berta Bench', language: 'de', role: 'employer', passwordHash },
    totpSeed: sealSeed(vault, id, demoSecret),
  }))
  const people = asked.flatMap(({ employerId }, n) =>
    Array.from({ length: staff }, (_, k) => person(employerId, k, (from + n) * staff + k)),
  )
  const employments = people.map(({ id, employerId }) => ({
    ...{ id: `e-${id}`, employerId, employeeId: id, personnelNumber: id, canton: 'SG', workload: 100 },
    ...{ monthlyWage: 600_000, startsOn: '2020-01-01' },
  }))
  const mandates = asked.map(({ employerId }) => ({ userId: employerId, employerId, role: 'admin' }))
  for (const [table, rows] of Object.entries({ employers, users, mandates, employees: people, employments }))
    await insertAll(db, table, rows)
  return asked
}

function person(employerId: string, k: number, n: number) {
  const [id, ahvNumber] = [`${employerId}-${k}`, madeUpAhvNumber(n)]
  const [firstName = '', lastName = ''] = [firstNames[k], lastNames[k]]
  return {
    ...{ id, employerId, ahvNumber, firstName, lastName, ...place, country: 'CH' },
    ...{ birthDate: '1985-05-18', sex: 'female', civilStatus: 'single', nationality: 'CH', language: 'de' },
    search: searchText({ lastName, firstName, ahvNumber, personnelNumber: id }),
  }
}
