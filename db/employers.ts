import type { Knex } from 'knex'
import type { Canton, Language } from '../domain/kinds.js'

/** A firm affiliated to the office. */
export interface Employer {
  id: string
  /** Such as `47.110-3`. */
  memberNumber: string
  /** Such as `CHE-900.000.016`. */
  uid: string | null
  name: string
  street: string
  zip: string
  city: string
  canton: Canton
  language: Language
}

/** An employer by its id, or null. */
export async function findEmployer(db: Knex, id: string): Promise<Employer | null> {
  return (await db('employers').where({ id }).first()) ?? null
}
