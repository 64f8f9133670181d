import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { MutationKind } from '../../domain/kinds.js'
import { type By, note } from '../audit/note.js'
import { nudge } from '../outbox.js'
import { sealJson } from '../person-keys.js'
import { system } from './mutations.js'

interface Opening {
  id?: string
  kind: MutationKind
  reference: string
  employerId: string
  employeeId: string
  answers: object
  subjectKey: string
  campaignId: string | null
}

/**
 * Opens reports that no employer has drafted, submitted as they are, and promises their workflows behind what people do.
 * One whose subject has a report already is left as it is, whoever opened that. Answers the ids of those that are new.
 */
export async function openReports(trx: Knex.Transaction, openings: Opening[], by: By): Promise<string[]> {
  if (openings.length === 0) return []
  const rows = []
  for (const opening of openings)
    rows.push({
      ...opening,
      id: opening.id ?? randomUUID(),
      status: 'submitted',
      draft: '{}',
      answers: await sealJson(trx, opening.employeeId, opening.answers),
      createdBy: system,
      createdAt: by.at,
      savedAt: by.at,
      submittedAt: by.at,
    })
  const opened: { id: string }[] = await trx('mutations').insert(rows).onConflict().ignore().returning('id')
  const fresh = new Set(opened.map(({ id }) => id))
  for (const { id, kind, employerId } of rows.filter((row) => fresh.has(row.id))) {
    await note(trx, by, { action: 'mutation.open', object: id, employerId })
    await nudge(trx, { id, kind }, by.at, 'bulk')
  }
  return [...fresh]
}
