import type { Knex } from 'knex'
import { type Canton, type Language, languages } from '../../domain/kinds.js'

interface Addressee {
  name: string
  address: string[]
}

/** Name and address of an employer, for a letter. */
export async function findEmployerAddress(
  db: Knex,
  id: string,
): Promise<Addressee & { memberNumber: string; language: Language }> {
  const { name, street, zip, city, memberNumber, language } = await db('employers').where({ id }).first()
  return { name, address: [street, `${zip} ${city}`], memberNumber, language }
}

/** The canton of an employer, whose holidays count for its deadlines (ATSG 38 III). */
export async function cantonOf(db: Knex, id: string): Promise<Canton> {
  return (await db('employers').where({ id }).first('canton')).canton
}

/** Name and address of an employee, for a letter; `language` is null where it is none of those the office writes in. */
export async function findEmployeeAddress(
  db: Knex,
  id: string,
): Promise<Addressee & { ahvNumber?: string; language: Language | null }> {
  const row = await db('employees').where({ id }).first()
  const { firstName, lastName, street, zip, city, country, ahvNumber } = row
  const place = country === 'CH' ? `${zip} ${city}` : `${country}-${zip} ${city}`
  return {
    name: `${firstName} ${lastName}`,
    address: [street, place],
    ahvNumber: ahvNumber ?? undefined,
    language: languages.find((it) => it === row.language) ?? null,
  }
}

/** The children of an employee that are on file, the eldest first. */
export function childrenOf(
  db: Knex,
  employeeId: string,
): Promise<{ id: string; firstName: string; lastName: string; birthDate: string }[]> {
  return db('children')
    .where({ employeeId })
    .orderBy(['birthDate', 'id'])
    .select('id', 'firstName', 'lastName', 'birthDate')
}

/** An employer as the payer of a QR-bill. */
export function findEmployerParty(
  db: Knex,
  id: string,
): Promise<{ name: string; street: string; zip: string; city: string }> {
  return db('employers').where({ id }).first('name', 'street', 'zip', 'city')
}
