import type { Knex } from 'knex'
import type { Entry } from '../../domain/daily-allowance/account.js'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { By } from '../audit/note.js'
import { note } from '../audit/note.js'
import { sealAbout } from '../person-keys.js'
import { countNews } from '../reports/amendments.js'

/** What was stated about an allowance, in the order of its statements. */
export interface KeptStatement {
  id: string
  through: IsoDate
  isFinal: boolean
  entries: Entry[]
  createdAt: Instant
}

/** The statements of a report so far. */
export async function statementsOf(db: Knex, mutationId: string): Promise<KeptStatement[]> {
  const rows = await db('statements').where({ mutationId }).orderBy('createdAt')
  const nth = ({ id }: { id: string }) => Number(id.slice(id.lastIndexOf('/') + 1))
  return rows
    .map((row) => ({ ...row, isFinal: Boolean(row.isFinal), entries: JSON.parse(row.entries) }))
    .toSorted((a, b) => nth(a) - nth(b))
}

/**
 * Writes the n-th statement of a report, once. Locks the report first: false if news came or another statement was written
 * since `seen` was read, and then nothing is written.
 */
export async function keepStatement(
  trx: Knex.Transaction,
  mutationId: string,
  n: number,
  { through, isFinal, entries }: Pick<KeptStatement, 'through' | 'isFinal' | 'entries'>,
  seen: { news: number },
  by: By,
): Promise<boolean> {
  const mutation = await trx('mutations').where({ id: mutationId }).forUpdate().first('status', 'employerId')
  if (mutation?.status !== 'running') return false
  if ((await countNews(trx, mutationId)) !== seen.news) return false
  const id = `${mutationId}/statement/${n}`
  const row = { id, mutationId, through, isFinal: isFinal ? 1 : 0, createdAt: by.at }
  const kept = await trx('statements')
    .insert({ ...row, entries: await sealAbout(trx, mutationId, entries) })
    .onConflict('id')
    .ignore()
    .returning('id')
  if (kept.length === 0) return false
  await note(trx, by, { action: 'statement.keep', object: id, employerId: mutation.employerId })
  return true
}
