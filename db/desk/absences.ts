import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { rows } from '../prepared.js'

/** From when until when somebody of the office is away, first and last day included, and who stands in. */
export interface Absence {
  id: string
  userId: string
  deputyId: string
  fromOn: IsoDate
  untilOn: IsoDate
}

/** The absences that are not over, the next first, with the names of both. */
export const absencesFrom = (
  db: Knex,
  today: IsoDate,
): Promise<(Absence & { name: string; deputy: string })[]> =>
  db('absences')
    .join('users', 'users.id', 'absences.userId')
    .join({ deputies: 'users' }, 'deputies.id', 'absences.deputyId')
    .where('untilOn', '>=', today)
    .orderBy(['fromOn', 'untilOn', 'absences.id'])
    .select('absences.id', 'userId', 'deputyId', 'fromOn', 'untilOn', 'users.name', {
      deputy: 'deputies.name',
    })

/** For whom `:userId` stands in on the day `:today`, as a select of `user_id`. */
export const absentNow =
  'select distinct user_id from absences where deputy_id = :userId and from_on <= :today and until_on >= :today'

/** The same for this caseworker, to be a part of a condition. */
export const absentFor = (db: Knex, userId: string, today: IsoDate): Knex.QueryBuilder =>
  db.from(db.raw(`(${absentNow}) as absent`, { userId, today })).select('userId')

/** Who stands in for this caseworker on a day. */
export async function deputiesOf(db: Knex, userId: string, today: IsoDate): Promise<string[]> {
  const absences: Absence[] = await db('absences')
    .where({ userId })
    .where('fromOn', '<=', today)
    .where('untilOn', '>=', today)
    .select('deputyId')
  return [...new Set(absences.map(({ deputyId }) => deputyId))]
}

/** For whom this caseworker stands in today. */
export async function standsInFor(db: Knex, userId: string, today: IsoDate): Promise<string[]> {
  const absent = await rows<{ userId: string }>(db, absentNow, { userId, today })
  return absent.map((it) => it.userId)
}

/** Notes that somebody will be away, under an id of its own. */
export function setAbsence(
  db: Knex,
  absence: Omit<Absence, 'id'>,
  by: By,
  id: string = randomUUID(),
): Promise<string> {
  return db.transaction(async (trx) => {
    await trx('absences').insert({ id, ...absence, createdAt: by.at })
    await note(trx, by, {
      action: 'absence.set',
      object: absence.userId,
      fields: ['fromOn', 'untilOn', 'deputyId'],
    })
    return id
  })
}

/** Takes an absence back. `whose` null: of anybody. False if there is none. */
export function endAbsence(db: Knex, id: string, whose: string | null, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const gone: Absence | undefined = await trx('absences')
      .where({ id, ...(whose && { userId: whose }) })
      .first()
    if (!gone || (await trx('absences').where({ id }).delete()) === 0) return false
    await note(trx, by, { action: 'absence.end', object: gone.userId })
    return true
  })
}
