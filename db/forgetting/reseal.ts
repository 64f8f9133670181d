import type { Knex } from 'knex'
import { totpPlace } from '../access/users.js'
import { declarationPlace } from '../declarations/declarations.js'
import { keyPlace } from '../keyring.js'
import { isPostgres } from '../knex.js'
import { placeOfMail } from '../notices/account-mails.js'
import { keyOfReport, openBytes, sealBytes, sealText } from '../person-keys.js'
import { keyOfDocument } from '../reports/documents.js'
import type { Vault } from '../seal.js'
import { placeOfWebhook } from '../systems/webhooks.js'

/** What is sealed anew, and how many of it were. */
export interface Resealed {
  what: string
  count: number
}

/**
 * Seals anew what lies under the key before (`both` opens it, `fresh` seals), and what was written before persons had keys. While the
 * portal runs, in small steps, as often as one likes: what is done already is left alone, and what somebody changes meanwhile, too.
 */
export async function* reseal(db: Knex, both: Vault, fresh: Vault): AsyncGenerator<Resealed> {
  for (const wrapped of wrappedColumns)
    yield { what: `${wrapped.table}.${wrapped.column}`, count: await rewrap(db, wrapped, both, fresh) }
  for (const { table, columns, report } of personalTexts)
    for (const column of columns)
      yield { what: `${table}.${column}`, count: await sealColumn(db, table, column, report) }
  yield { what: 'documents.name', count: await sealNames(db) }
  yield { what: 'documentBytes', count: await sealDocuments(db) }
}

/** What lies under the office's key itself. */
interface WrappedColumn {
  table: string
  id: string
  column: string
  place: (id: string) => string
  bytes?: true
}

const wrappedColumns: WrappedColumn[] = [
  { table: 'personKeys', id: 'id', column: 'wrapped', place: keyPlace },
  { table: 'declarations', id: 'mutationId', column: 'dataKey', place: declarationPlace, bytes: true },
  { table: 'users', id: 'id', column: 'totpSeed', place: totpPlace },
  { table: 'accountMails', id: 'id', column: 'content', place: placeOfMail },
  { table: 'webhooks', id: 'systemId', column: 'secret', place: placeOfWebhook },
  { table: 'webhooks', id: 'systemId', column: 'oldSecret', place: placeOfWebhook },
]

/** The words about a person, by the table they are in, and the column that names the report. */
const personalTexts = [
  { table: 'mutations', columns: ['draft', 'answers'], report: 'id' },
  { table: 'tasks', columns: ['details', 'outcome'], report: 'mutationId' },
  { table: 'amendments', columns: ['said'], report: 'mutationId' },
  { table: 'statements', columns: ['entries'], report: 'mutationId' },
  { table: 'extensions', columns: ['reason'], report: 'mutationId' },
  { table: 'partLinks', columns: ['draft'], report: 'mutationId' },
]

const atOnce = 200

/** The rows of a query in the order of an id, page after page. */
async function* paged<Row>(page: (after: string) => Promise<Row[]>, idOf: (row: Row) => string) {
  for (let after = ''; ; ) {
    const rows = await page(after)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = idOf(last)
  }
}

async function rewrap(db: Knex, it: WrappedColumn, both: Vault, fresh: Vault): Promise<number> {
  const { table, id, column, place, bytes } = it
  type Row = { id: string; sealed: Buffer | string | null }
  const page = (after: string): Promise<Row[]> =>
    db(table).where(id, '>', after).orderBy(id).limit(atOnce).select({ id, sealed: column })
  let count = 0
  for await (const row of paged(page, (found) => found.id)) {
    const sealed = bytes ? Buffer.from(row.sealed as Buffer) : Buffer.from(String(row.sealed ?? ''), 'base64')
    if (sealed.length === 0 || opens(fresh, sealed, place(row.id))) continue
    if (!opens(both, sealed, place(row.id)))
      throw new Error(`${table}.${column} ${row.id} lies under neither key`)
    const anew = fresh.seal(both.open(sealed, place(row.id)), place(row.id))
    count += await db(table)
      .where({ [id]: row.id, [column]: row.sealed })
      .update({ [column]: bytes ? anew : anew.toString('base64') })
  }
  return count
}

function opens(vault: Vault, sealed: Buffer, place: string): boolean {
  try {
    vault.open(sealed, place)
    return true
  } catch {
    return false
  }
}

/** A condition that a column holds words that are not sealed. */
const isOpenText = (db: Knex, column: string) => (plain: Knex.QueryBuilder) =>
  plain
    .whereNotIn(column, ['', '{}'])
    .whereRaw(`substr(??, 1, 1) <> ${isPostgres(db) ? 'chr(1)' : 'char(1)'}`, [column])

async function sealColumn(db: Knex, table: string, column: string, report: string): Promise<number> {
  type Row = { id: string; text: string; report: string; employeeId: string | null }
  const page = (after: string): Promise<Row[]> =>
    db(table)
      .join({ about: 'mutations' }, 'about.id', `${table}.${report}`)
      .where(`${table}.id`, '>', after)
      .where(isOpenText(db, `${table}.${column}`))
      .orderBy(`${table}.id`)
      .limit(atOnce)
      .select({ id: `${table}.id`, text: `${table}.${column}` })
      .select({ report: 'about.id', employeeId: 'about.employeeId' })
  let count = 0
  for await (const { id, text, report: about, employeeId } of paged(page, (row) => row.id)) {
    const sealed = await sealText(db, keyOfReport({ id: about, employeeId }), text)
    count += await db(table)
      .where({ id, [column]: text })
      .update({ [column]: sealed })
  }
  return count
}

type Owner = { id: string; employerId: string; employeeId: string | null; mutationId: string | null }

async function sealNames(db: Knex): Promise<number> {
  const page = (after: string): Promise<(Owner & { name: string })[]> =>
    db('documents').where('id', '>', after).where(isOpenText(db, 'name')).orderBy('id').limit(atOnce)
  let count = 0
  for await (const { name, ...document } of paged(page, (row) => row.id))
    count += await db('documents')
      .where({ id: document.id, name })
      .update({ name: await sealText(db, keyOfDocument(document), name) })
  return count
}

/** Documents from before persons had keys: their first byte is the version of the office's seal. */
async function sealDocuments(db: Knex): Promise<number> {
  const isOld = isPostgres(db) ? 'get_byte(sealed, 0) = 1' : "substr(sealed, 1, 1) = x'01'"
  const page = (after: string): Promise<(Owner & { sealed: Buffer })[]> =>
    db('documentBytes')
      .join('documents', 'documents.id', 'documentBytes.documentId')
      .where('documents.id', '>', after)
      .whereRaw(isOld)
      .orderBy('documents.id')
      .limit(5)
      .select('documents.id', 'employerId', 'employeeId', 'mutationId', 'sealed')
  let count = 0
  for await (const { sealed, ...document } of paged(page, (row) => row.id)) {
    const plain = await openBytes(db, Buffer.from(sealed), document.id)
    count += await db('documentBytes')
      .where({ documentId: document.id })
      .update({ sealed: await sealBytes(db, keyOfDocument(document), plain, document.id) })
  }
  return count
}
