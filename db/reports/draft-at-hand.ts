import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { daysInForce } from '../../domain/retention.js'
import type { WrappedKey } from '../keyring.js'
import { type Json, look, named } from '../look.js'
import {
  type FoundPerson,
  listOfPerson,
  type PersonOnFile,
  personIn,
  strangerNamed,
} from '../people/person.js'
import { openListed } from '../person-keys.js'
import { type ConfiguredSpans, type SetSpan, spansIn } from '../tasks/deadlines.js'
import { type Document, documentFields } from './documents.js'
import { type Mutation, mutationFields, toMutation } from './mutations.js'

/** A report of an employer with what the pages of its journey need. */
export interface DraftAtHand {
  mutation: Mutation
  /** Null where it is about somebody who is not on the employer's file. */
  person: PersonOnFile | null
  documents: Document[]
  spans: ConfiguredSpans
  /** Days that a draft is kept which nobody touches. */
  draftDays: number
}

/** A report of this employer, whom it is about, its documents and the deadlines of today, in one look; or null. */
export async function draftAtHand(
  db: Knex,
  { employerId, id }: { employerId: string; id: string },
  today: IsoDate,
  configured: ConfiguredSpans,
): Promise<DraftAtHand | null> {
  const found = await look<Found>(db, sql, { employerId, id, today })
  const [row] = await openListed(db, found.mutations, found.keys)
  if (!row) return null
  const mutation = toMutation(row)
  return {
    mutation,
    person: mutation.employeeId ? await personIn(db, found.people) : strangerNamed(mutation.subject ?? ''),
    documents: await openListed(db, found.documents, found.keys),
    spans: spansIn(found.deadlines, configured),
    draftDays: daysInForce(Object.fromEntries(found.retention.map(({ kind, days }) => [kind, days]))).drafts,
  }
}

interface Found {
  /** Of the person, or of the report while it is about nobody on file. */
  keys: WrappedKey[]
  mutations: Record<string, unknown>[]
  people: FoundPerson[]
  documents: Document[]
  deadlines: Pick<SetSpan, 'name' | 'days'>[]
  retention: { kind: 'drafts'; days: number }[]
}

const own = 'from mutations where id = :id and employer_id = :employerId'

const sql = (json: Json) =>
  `select ${json.object({
    mutations: json.list(mutationFields, `select * ${own}`, 'id'),
    keys: json.list(
      named('id', 'wrapped'),
      `select * from person_keys where id = (select coalesce(employee_id, id) ${own})`,
      'id',
    ),
    people: listOfPerson(json, `(select employee_id ${own})`),
    documents: json.list(
      documentFields,
      'select * from documents where mutation_id = :id and employer_id = :employerId',
      'created_at, id',
    ),
    deadlines: json.list(
      named('name', 'days'),
      'select * from deadlines where valid_from <= :today',
      'valid_from, set_at',
    ),
    retention: json.list(
      named('kind', 'days'),
      "select * from retention_spans where kind = 'drafts'",
      'set_at, id',
    ),
  })} as found`
