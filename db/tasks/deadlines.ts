import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import { type OwnSpan, ownSpans, type Spans } from '../../domain/deadlines.js'
import { type By, note } from '../audit/note.js'
import { rows } from '../prepared.js'

/** A length the office has set, from a day on. Rows are never changed: a newer one for the same day takes its place. */
export interface SetSpan {
  name: OwnSpan
  validFrom: IsoDate
  days: number
  setBy: string
  setAt: Instant
}

/** What the configuration says of an office's spans; what the office has set goes before. */
export interface ConfiguredSpans {
  documentsDueDays: number
  reminderDays: number[]
  extensionDays: number
  reviewDueDays: number
}

/** The lengths in force on a day, in the words of the configuration. */
export async function spansOn<S extends ConfiguredSpans>(db: Knex, date: IsoDate, configured: S): Promise<S> {
  const sql = 'select name, days from deadlines where valid_from <= :date order by valid_from, set_at'
  return spansIn(await rows<Pick<SetSpan, 'name' | 'days'>>(db, sql, { date }), configured)
}

/** The lengths in force: what was set last, by the order of the rows, goes before what the configuration says. */
export function spansIn<S extends ConfiguredSpans>(rows: Pick<SetSpan, 'name' | 'days'>[], configured: S): S {
  const set = new Map(rows.map(({ name, days }) => [name, days]))
  const firsts = ['documents-reminder-1', 'documents-reminder-2'] as const
  return {
    ...configured,
    documentsDueDays: set.get('documents') ?? configured.documentsDueDays,
    reminderDays: firsts.some((name) => set.has(name))
      ? firsts.map((name, nth) => set.get(name) ?? configured.reminderDays[nth] ?? 0).filter(Boolean)
      : configured.reminderDays,
    extensionDays: set.get('documents-extension') ?? configured.extensionDays,
    reviewDueDays: set.get('office-review') ?? configured.reviewDueDays,
  }
}

/** The same lengths by the names of the table. */
export const namedSpans = (spans: ConfiguredSpans): Spans => ({
  documents: spans.documentsDueDays,
  'documents-reminder-1': spans.reminderDays[0] ?? 0,
  'documents-reminder-2': spans.reminderDays[1] ?? 0,
  'documents-extension': spans.extensionDays,
  'office-review': spans.reviewDueDays,
})

/** Sets lengths from a day on; tasks that are open already keep theirs. Answers how many are new. */
export function setSpans(db: Knex, before: Spans, spans: Spans, validFrom: IsoDate, by: By): Promise<number> {
  const changed = ownSpans.filter((name) => spans[name] !== before[name])
  return db.transaction(async (trx) => {
    for (const name of changed)
      await trx('deadlines').insert({
        id: randomUUID(),
        ...{ name, validFrom, days: spans[name], setBy: by.actor, setAt: by.at },
      })
    if (changed.length > 0)
      await note(trx, by, { action: 'deadlines.set', object: validFrom, fields: changed })
    return changed.length
  })
}

/** Everything that was ever set, the newest first, with the name of who set it. */
export function setSpansOf(db: Knex): Promise<(SetSpan & { setByName: string | null })[]> {
  return db('deadlines')
    .leftJoin('users', 'users.id', 'deadlines.setBy')
    .orderBy([{ column: 'setAt', order: 'desc' }, 'deadlines.name'])
    .select('deadlines.name', 'validFrom', 'days', 'setBy', 'setAt', { setByName: 'users.name' })
}
