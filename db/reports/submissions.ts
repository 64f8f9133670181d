import type { Knex } from 'knex'
import { type By, noteAll } from '../audit/note.js'
import { gathered } from '../gathered.js'
import { forEachCount, listed, valuesOf } from '../listed.js'
import { nudgeAll } from '../outbox.js'
import { keyOfReport, keyStands, type QuicklySealed, sealQuickly } from '../person-keys.js'
import { rows } from '../prepared.js'
import { withinEmployers } from '../tenant-scope.js'
import type { Mutation } from './mutations.js'

/** A draft as it was read, with what it comes to, to be sent. */
export interface Submission {
  mutation: Pick<Mutation, 'id' | 'kind' | 'employerId' | 'employeeId' | 'savedAt'>
  answers: QuicklySealed
  by: By
}

/**
 * Submits a draft: fact, audit and promise at once. False if it was submitted before, or saved since it was read.
 *
 * What is sent at the same moment goes into one transaction, whoever sends it, and takes four statements together instead of
 * four each. See docs/decisions/010-sent-together.md.
 */
export async function submit(
  db: Knex,
  mutation: Submission['mutation'],
  answers: object,
  by: By,
  also?: (trx: Knex.Transaction) => Promise<void>,
): Promise<boolean> {
  // sealed before the transaction, with a key that was remembered when the draft was read
  const submission = { mutation, answers: await sealQuickly(db, keyOfReport(mutation), answers), by }
  if (!also) return sendersOf(db)(submission)
  return db.transaction(async (trx) => (await submitAll(trx, [submission], also))[0] === true)
}

const senders = new WeakMap<Knex, (submission: Submission) => Promise<boolean>>()

function sendersOf(db: Knex): (submission: Submission) => Promise<boolean> {
  const known = senders.get(db)
  if (known) return known
  const send = gathered<Submission, boolean>(
    (group) => {
      const employers = [...new Set(group.map(({ mutation }) => mutation.employerId))]
      return withinEmployers(employers, () => db.transaction((trx) => submitAll(trx, group)))
    },
    ({ mutation }) => mutation.id,
  )
  senders.set(db, send)
  return send
}

async function submitAll(
  trx: Knex.Transaction,
  group: Submission[],
  also: (trx: Knex.Transaction) => Promise<void> = async () => {},
): Promise<boolean[]> {
  const sent = group.map(({ mutation: { id, employerId, savedAt }, answers, by }) => {
    const { sealed, keyId, wrapped } = answers
    return { id, employerId, savedAt, answers: sealed, keyId, wrapped, actor: by.actor, at: by.at }
  })
  const changed = await rows<{ id: string }>(trx, submitSql(sent.length), valuesOf('sent', sent))
  const submitted = new Set(changed.map(({ id }) => id))
  const those = group.filter(({ mutation }) => submitted.has(mutation.id))
  if (those.length > 0) {
    await also(trx)
    await nudgeAll(
      trx,
      those.map(({ mutation: { id, kind }, by }) => ({ id, kind, at: by.at })),
    )
    await noteAll(
      trx,
      those.map(({ mutation: { id, employerId }, by }) => {
        return { by, entry: { action: 'mutation.submit', object: id, employerId } }
      }),
    )
  }
  return group.map(({ mutation }) => submitted.has(mutation.id))
}

const columns = {
  id: 'text', employerId: 'text', savedAt: 'text', answers: 'text', keyId: 'text', wrapped: 'text', actor: 'text', at: 'text',
} as const // biome-ignore format: one list
const submitSql = forEachCount(
  (count) => `update mutations
    set status = 'submitted', answers = sent.answers, submitted_by = sent.actor, submitted_at = sent.at
    from ${listed('sent', columns, count)}
    where mutations.id = sent.id and mutations.employer_id = sent.employer_id
      and mutations.status = 'draft' and mutations.saved_at = sent.saved_at and ${keyStands('sent.key_id', 'sent.wrapped')}
    returning mutations.id`,
)
