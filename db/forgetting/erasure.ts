import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { type Instant, type IsoDate, swissDate } from '../../domain/dates.js'
import { type ErasureBasis, type Obstacle, obstaclesTo, type PersonFile } from '../../domain/retention.js'
import { type By, entriesAbout, note } from '../audit/note.js'
import { destroyKeys } from '../person-keys.js'
import { sha256 } from '../seal.js'
import { forgetSearchesFor } from '../search/typed-searches.js'
import { removeReports, withForerunners } from './reports.js'
import { spansInForce } from './retention.js'

/** An erasure from its order to its certificate. */
export interface Erasure {
  id: string
  employerId: string
  employeeId: string
  basis: ErasureBasis
  status: 'ordered' | 'declined' | 'done'
  orderedBy: string
  orderedAt: Instant
  decidedBy: string | null
  decidedAt: Instant | null
  /** The number of its entry in the audit. */
  certificate: number | null
}

/** What stands against the erasure of a person at a moment. */
export async function obstacles(db: Knex, employeeId: string, at: Instant): Promise<Obstacle[]> {
  const { cases } = await spansInForce(db)
  return obstaclesTo(await fileOf(db, employeeId, swissDate(at)), cases, at)
}

async function fileOf(db: Knex, employeeId: string, today: IsoDate): Promise<PersonFile> {
  const employments = await db('employments').where({ employeeId }).select('employerId', 'startsOn', 'endsOn')
  const entitlements = await db('entitlements').where({ employeeId }).select('startsOn', 'endsOn')
  const reports = await db('mutations').where({ employeeId }).select('status', 'outcome', 'closedAt')
  const runs = ({ endsOn }: { endsOn: IsoDate | null }) => endsOn === null || endsOn >= today
  const closed = reports.filter(({ closedAt, outcome }) => closedAt && outcome !== 'recalled')
  const ended = [...employments, ...entitlements].flatMap((it) => (runs(it) ? [] : [it.endsOn as IsoDate]))
  return {
    runs: {
      employment: employments.some(runs),
      entitlement: entitlements.some((it) => runs(it) && (it.endsOn === null || it.endsOn >= it.startsOn)),
      report: reports.some(({ status }) => status !== 'closed'),
      declaration: await isDeclared(db, employments),
    },
    ends: [...ended, ...closed.map(({ closedAt }) => swissDate(closedAt))],
  }
}

/** Whether wages are kept of a year in which the person was employed: they are the employer's, and go as a whole. */
async function isDeclared(
  db: Knex,
  employments: { employerId: string; startsOn: IsoDate; endsOn: IsoDate | null }[],
): Promise<boolean> {
  for (const { employerId, startsOn, endsOn } of employments) {
    const kept = db('declarations')
      .where({ employerId })
      .where('year', '>=', Number(startsOn.slice(0, 4)))
    if (endsOn) kept.where('year', '<=', Number(endsOn.slice(0, 4)))
    if (await kept.first('mutationId')) return true
  }
  return false
}

/** Orders an erasure, which a second person has to confirm. Null if one is waiting already. Throws when something stands against it. */
export function orderErasure(
  db: Knex,
  { employeeId, basis }: { employeeId: string; basis: ErasureBasis },
  by: By,
): Promise<string | null> {
  return db.transaction(async (trx) => {
    const person = await trx('employees').where({ id: employeeId }).forUpdate().first('employerId')
    if (!person) throw new Error('no such person')
    await refuse(trx, employeeId, by.at)
    if (await trx('erasures').where({ employeeId, status: 'ordered' }).first('id')) return null
    const { employerId } = person
    const id = randomUUID()
    const order = { status: 'ordered', orderedBy: by.actor, orderedAt: by.at }
    await trx('erasures').insert({ id, employerId, employeeId, basis, ...order })
    await note(trx, by, { action: 'person.erase-order', object: employeeId, employerId, fields: [basis] })
    return id
  })
}

/** What became of a decision about an erasure: `own` if it is that of whoever ordered it, `closed` if somebody was first. */
export type Ruled = 'done' | 'declined' | 'own' | 'closed' | 'obstacles'

/** A second person confirms an erasure, which is done at once, or declines it. */
export async function decideErasure(db: Knex, id: string, confirmed: boolean, by: By): Promise<Ruled> {
  try {
    return await db.transaction(async (trx) => {
      const order: Erasure | undefined = await trx('erasures').where({ id }).forUpdate().first()
      if (order?.status !== 'ordered') return 'closed'
      if (order.orderedBy === by.actor) return 'own'
      const decided = { decidedBy: by.actor, decidedAt: by.at }
      const { employeeId, employerId } = order
      if (!confirmed) {
        await trx('erasures')
          .where({ id })
          .update({ ...decided, status: 'declined' })
        await note(trx, by, { action: 'person.erase-decline', object: employeeId, employerId })
        return 'declined'
      }
      const certificate = await erasePerson(trx, order, by)
      await trx('erasures')
        .where({ id })
        .update({ ...decided, status: 'done', certificate })
      return 'done'
    })
  } catch (error) {
    if (error instanceof NotYet) return 'obstacles'
    throw error
  }
}

/** Erases a person that nothing stands against any more, by the rule of the retention. False if something does, or it is done. */
export async function eraseByRule(
  db: Knex,
  employeeId: string,
  basis: ErasureBasis,
  by: By,
): Promise<boolean> {
  try {
    return await db.transaction(async (trx) => {
      const person = await trx('employees').where({ id: employeeId }).forUpdate().first('employerId')
      if (!person) return false
      const order = { id: randomUUID(), employeeId, basis, orderedBy: by.actor, ...person }
      const certificate = await erasePerson(trx, order, by)
      const done = { status: 'done', orderedAt: by.at, decidedBy: by.actor, decidedAt: by.at, certificate }
      await trx('erasures').where({ employeeId, status: 'ordered' }).delete()
      await trx('erasures').insert({ ...order, ...done })
      return true
    })
  } catch (error) {
    if (error instanceof NotYet) return false
    throw error
  }
}

/**
 * Removes the person, the family, the reports, the papers, and destroys the keys. The certificate is an entry of the audit: on what
 * it rests, who ordered it, how many keys were destroyed, and the SHA-256 of their ids. Answers its number.
 */
async function erasePerson(
  trx: Knex.Transaction,
  {
    employeeId,
    employerId,
    basis,
    orderedBy,
  }: Pick<Erasure, 'employeeId' | 'employerId' | 'basis' | 'orderedBy'>,
  by: By,
): Promise<number> {
  await trx('employees').where({ id: employeeId }).forUpdate().first('id')
  await refuse(trx, employeeId, by.at)
  const own: { id: string }[] = await trx('mutations').where({ employeeId }).select('id')
  const reports = await withForerunners(
    trx,
    own.map(({ id }) => id),
  )
  const keys = await destroyKeys(trx, [employeeId, ...reports])
  await forgetSearchesFor(trx, { employeeId, employerId })
  await trx('entitlements').where({ employeeId }).delete()
  await removeReports(trx, reports)
  for (const table of ['messages', 'documents', 'children', 'staffChanges', 'employments'])
    await trx(table).where({ employeeId }).delete()
  await trx('employees').where({ id: employeeId }).delete()
  const fields = [
    ...[basis, `ordered:${orderedBy}`, `reports:${reports.length}`, `keys:${keys.length}`],
    `sha256:${sha256(keys.join(' '))}`,
  ]
  await note(trx, by, { action: 'person.erase', object: employeeId, employerId, fields })
  return (await entriesAbout(trx, employeeId)).at(-1)?.seq ?? 0
}

class NotYet extends Error {}

async function refuse(trx: Knex.Transaction, employeeId: string, at: Instant): Promise<void> {
  const found = await obstacles(trx, employeeId, at)
  if (found.length > 0) throw new NotYet(found.map(({ why }) => why).join(', '))
}

/** The erasure of a person that is waiting for the second person or was done last, or null. */
export async function erasureOf(db: Knex, employeeId: string): Promise<Erasure | null> {
  const rows: Erasure[] = await db('erasures').where({ employeeId }).orderBy('orderedAt')
  return rows.at(-1) ?? null
}

/** An erasure by its id, or null. */
export const erasureById = async (db: Knex, id: string): Promise<Erasure | null> =>
  (await db('erasures').where({ id }).first()) ?? null

/** The erasures that wait for a second person, then those decided last. */
export async function erasureList(db: Knex, limit = 50): Promise<Erasure[]> {
  const waiting = await db('erasures').where({ status: 'ordered' }).orderBy('orderedAt').limit(limit)
  const decided = await db('erasures')
    .whereNot({ status: 'ordered' })
    .orderBy('decidedAt', 'desc')
    .limit(limit)
  return [...waiting, ...decided]
}
