import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { nudge } from '../outbox.js'
import { sealAbout } from '../person-keys.js'
import { withdrawExtensions } from '../tasks/tasks.js'
import { isOpen, type Mutation } from './mutations.js'

/** News about a report that is under way: a fact beside its answers, which stay as they were sent. */
export interface Amendment {
  id: string
  mutationId: string
  /** What the news is about, such as `return-to-work`. */
  what: string
  said: Record<string, unknown>
  createdBy: string
  createdAt: Instant
}

/**
 * Adds news to a report and wakes its workflow. What was said last about the same matter counts; said twice in the same
 * words it is there once. Open tasks of the steps that the news `answers` need no answer any more. False if the report is
 * not under way any more.
 */
export function amend(
  db: Knex,
  { id, kind }: Mutation,
  what: string,
  said: object,
  by: By,
  answers: string[] = [],
): Promise<boolean> {
  return db.transaction(async (trx) => {
    // Locked: the end of the report and its news must not pass each other unseen.
    const mutation = await trx('mutations').where({ id }).forUpdate().first('status')
    if (!mutation || !isOpen(mutation)) return false
    if (!(await keepNews(trx, id, what, said, by))) return true
    const needless = await trx('tasks')
      .where({ mutationId: id, status: 'open', side: 'employer' })
      .whereIn('step', answers)
      .update({ status: 'withdrawn', closedBy: by.actor, closedAt: by.at })
    if (needless > 0) await withdrawExtensions(trx, id, by)
    await nudge(trx, { id, kind }, by.at)
    return true
  })
}

/** Writes down what became of a report in the transaction that brings it about. False if that was said already. */
export async function keepNews(
  trx: Knex.Transaction,
  mutationId: string,
  what: string,
  said: object,
  by: By,
): Promise<boolean> {
  const before = await amendmentsOf(trx, mutationId)
  const last = before.findLast((it) => it.what === what)
  if (last && JSON.stringify(last.said) === JSON.stringify(said)) return false
  await trx('amendments').insert({
    id: `${mutationId}/${before.length + 1}`,
    mutationId,
    what,
    said: await sealAbout(trx, mutationId, said),
    createdBy: by.actor,
    createdAt: by.at,
  })
  const { employerId } = await trx('mutations').where({ id: mutationId }).first('employerId')
  const fields = [what, ...Object.keys(said)]
  await note(trx, by, { action: 'mutation.amend', object: mutationId, employerId, fields })
  return true
}

/**
 * Locks a report and answers whether nothing was added to its news since so many were counted: what was decided without
 * the rest must not be carried out.
 */
export async function isUpToDate(
  trx: Knex.Transaction,
  mutationId: string,
  counted: number,
): Promise<boolean> {
  await trx('mutations').where({ id: mutationId }).forUpdate().first('id')
  return (await countNews(trx, mutationId)) === counted
}

/** How many news there are about a report. */
export async function countNews(db: Knex, mutationId: string): Promise<number> {
  const news = await db('amendments').where({ mutationId }).count({ found: '*' }).first()
  return Number(news?.found ?? 0)
}

/** The news about a report, oldest first. */
export async function amendmentsOf(db: Knex, mutationId: string): Promise<Amendment[]> {
  return newsIn(await db('amendments').where({ mutationId }).orderBy('createdAt'))
}

/** News as its rows say it; those of one moment in the order in which they came. */
export function newsIn(rows: (Omit<Amendment, 'said'> & { said: string })[]): Amendment[] {
  const nth = ({ id, mutationId }: Amendment) => Number(id.slice(mutationId.length + 1))
  return rows.map((row) => ({ ...row, said: JSON.parse(row.said) })).toSorted((a, b) => nth(a) - nth(b))
}
