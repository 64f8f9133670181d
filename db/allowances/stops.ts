import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { resumedSpan } from '../../domain/entitlement/stopping.js'
import { type AllowanceKind, monthlyKinds } from '../../domain/family-allowance/answers.js'
import { type By, note } from '../audit/note.js'
import type { Mutation } from '../reports/mutations.js'
import type { Entitlement } from './entitlements.js'

type Stopper = Pick<Mutation, 'id' | 'employerId' | 'employeeId'>

/** Which allowances of the person end, and the last day they are due; without a child or kinds, all that are paid by the month. */
export interface StopOrder {
  lastDay: IsoDate
  childId?: string
  kinds?: AllowanceKind[]
}

/**
 * Ends what runs beyond the last day, and answers everything this report has ended. Done twice it changes
 * nothing; done again with another day, it counts from the ends there were before this report.
 */
export async function stopEntitlements(
  trx: Knex.Transaction,
  mutation: Stopper,
  { lastDay, childId, kinds = [...monthlyKinds] }: StopOrder,
  by: By,
): Promise<Entitlement[]> {
  const rows: Entitlement[] = await trx('entitlements')
    .where({ employeeId: mutation.employeeId, ...(childId && { childId }) })
    .whereIn('kind', kinds)
    .where((concerned) =>
      concerned
        .where('endedBy', mutation.id)
        .orWhereNull('endsOn')
        .orWhere((running) => running.where('endsOn', '>', lastDay).whereRaw('ends_on >= starts_on')),
    )
    .orderBy(['childId', 'startsOn', 'id'])
    .forUpdate()
  for (const row of rows) {
    const endedBefore = row.endedBy === mutation.id ? row.endedBefore : row.endsOn
    const endsOn = endedBefore && endedBefore < lastDay ? endedBefore : lastDay
    if (row.endedBy === mutation.id && row.endsOn === endsOn) continue
    await trx('entitlements').where({ id: row.id }).update({ endsOn, endedBefore, endedBy: mutation.id })
    const { employerId } = mutation
    await note(trx, by, { action: 'entitlement.stop', object: row.id, employerId, fields: ['endsOn'] })
  }
  return stoppedBy(trx, mutation)
}

/** What a report has stopped and not resumed, by child and start. */
export function stoppedBy(db: Knex, { id }: Pick<Mutation, 'id'>): Promise<Entitlement[]> {
  return db('entitlements').where({ endedBy: id }).orderBy(['childId', 'startsOn', 'id'])
}

/**
 * Grants again from a day on what this report has stopped, up to the ends there were before, but not beyond the
 * employment. Answers the new entitlements; done twice it writes them once.
 */
export async function resumeEntitlements(
  trx: Knex.Transaction,
  mutation: Stopper,
  from: IsoDate,
  by: By,
): Promise<Entitlement[]> {
  const { id: mutationId, employerId, employeeId } = mutation
  const work = await trx('employments').where({ employerId, employeeId }).orderBy('startsOn', 'desc').first()
  const until: IsoDate | null = work?.endsOn ?? null
  const ids: string[] = []
  for (const it of await stoppedBy(trx, mutation)) {
    const span = resumedSpan(
      { from: it.startsOn, to: it.endsOn ?? from, before: it.endedBefore },
      from,
      until,
    )
    if (!span) continue
    const { childId, kind, canton, rate, difference, provenUntil } = it
    const id = `${mutationId}/${childId}/${kind}/${span.from}`
    const kept = { childId, kind, canton, rate, difference, provenUntil }
    const written = await trx('entitlements')
      .insert({ ...kept, id, employerId, employeeId, mutationId, startsOn: span.from, endsOn: span.to })
      .onConflict('id')
      .ignore()
      .returning('id')
    if (written.length > 0) await note(trx, by, { action: 'entitlement.resume', object: id, employerId })
    ids.push(id)
  }
  return trx('entitlements').whereIn('id', ids).orderBy(['childId', 'startsOn', 'id'])
}
