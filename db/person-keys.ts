import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import {
  type Keyring,
  keyPlace,
  keyringOf,
  openRows,
  type PersonKey,
  remember,
  remembered,
  sealedText,
  unwrap,
  type WrappedKey,
} from './keyring.js'
import { rows, wrappedKeys } from './prepared.js'
import { sha256 } from './seal.js'

/** Whose key a report's words lie under: the person's, or the report's own while it is about nobody on file. */
export const keyOfReport = ({ id, employeeId }: { id: string; employeeId: string | null }): string =>
  employeeId ?? id

/**
 * A text sealed under the key of a person, which is made where there is none. Reading opens it by itself. What says nothing,
 * an empty object or text, stays open.
 */
export async function sealText(db: Knex, keyId: string, text: string): Promise<string> {
  if (text === '' || text === '{}') return text
  return sealedText(keyId, (await keyOf(db, ringOf(db), keyId)).vault, text)
}

/** A value sealed with a remembered key, and what the condition `keyStands` needs. */
export interface QuicklySealed {
  sealed: string
  keyId: string
  wrapped: string
}

/**
 * A value as sealed JSON with a key that was remembered, which costs no statement. The key may be destroyed meanwhile: whoever writes
 * the value does it under the condition `keyStands`. `anew`: it did not stand.
 */
export async function sealQuickly(
  db: Knex,
  keyId: string,
  value: unknown,
  anew: 'anew' | null = null,
): Promise<QuicklySealed> {
  const ring = ringOf(db)
  if (anew) {
    ring.known.delete(keyId)
    readWithin.get(db)?.delete(keyId)
  }
  const { vault, wrapped } = remembered(ring, keyId) ?? (await keyOf(db, ring, keyId))
  return { sealed: sealedText(keyId, vault, JSON.stringify(value)), keyId, wrapped }
}

/** A condition that the very key is still there; SQL with what stands for its id and its wrapped form. */
export const keyStands = (id: string, wrapped: string): string =>
  `exists (select 1 from person_keys where person_keys.id = ${id} and person_keys.wrapped = ${wrapped})`

/** A value as sealed JSON. */
export const sealJson = (db: Knex, keyId: string, value: unknown): Promise<string> =>
  sealText(db, keyId, JSON.stringify(value))

/** Seals what is said about a report whose row is not at hand, as JSON. */
export const sealAbout = (db: Knex, mutationId: string, value: unknown): Promise<string> =>
  sealTextAbout(db, mutationId, JSON.stringify(value))

/** The same for a plain text. */
export async function sealTextAbout(db: Knex, mutationId: string, text: string): Promise<string> {
  const sql = 'select id, employee_id from mutations where id = :mutationId'
  const [report] = await rows<{ id: string; employeeId: string | null }>(db, sql, { mutationId })
  if (!report) throw new Error('no such mutation')
  return sealText(db, keyOfReport(report), text)
}

const personal = 2 // the version of bytes under the key of a person; 1 is that of bytes under the office's

/** Bytes under the key of a person, bound to their place; they say which key it is. */
export async function sealBytes(db: Knex, keyId: string, bytes: Buffer, place: string): Promise<Buffer> {
  const { vault } = await keyOf(db, ringOf(db), keyId)
  return Buffer.concat([
    Buffer.of(personal, keyId.length),
    Buffer.from(keyId, 'latin1'),
    vault.seal(bytes, place),
  ])
}

/** Opens what `sealBytes` has sealed, or what lies under the office's key from before. Throws when the key was destroyed. */
export async function openBytes(db: Knex, sealed: Buffer, place: string): Promise<Buffer> {
  const ring = ringOf(db)
  const keyId = keyIdOfBytes(sealed)
  if (keyId === null) return ring.vault.open(sealed, place)
  const [row] = await read(db, keyId)
  const key = row && unwrap(ring.vault, row)
  if (!key) throw new Error(`the key of ${place} was destroyed`)
  return key.vault.open(sealed.subarray(2 + keyId.length), place)
}

/** The id of the key that bytes lie under, or null for the office's. */
export const keyIdOfBytes = (sealed: Buffer): string | null =>
  sealed[0] === personal ? sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString('latin1') : null

/**
 * Opens what is sealed in rows that were put together by the database, as `look` answers them. `atHand`: keys that the same look
 * has found; the others are read.
 */
export async function openListed<Row extends object>(
  db: Knex,
  listed: Row[],
  atHand: WrappedKey[] = [],
): Promise<Row[]> {
  const ring = keyringOf(db)
  const load = async (ids: string[]) => {
    const here = atHand.filter(({ id }) => ids.includes(id))
    const others = ids.filter((id) => !here.some((key) => key.id === id))
    return others.length > 0 ? [...here, ...(await read(db, ...others))] : here
  }
  if (ring) await openRows(ring, listed as Record<string, unknown>[], !db.isTransaction, load)
  return listed
}

/** Destroys keys: whatever lies under them can never be read again. Answers the SHA-256 of the ids of those that were there. */
export async function destroyKeys(trx: Knex.Transaction, ids: string[]): Promise<string[]> {
  const gone: { id: string }[] = await trx('personKeys').whereIn('id', ids).select('id')
  await trx('personKeys').whereIn('id', ids).delete()
  const ring = keyringOf(trx)
  readWithin.delete(trx)
  for (const id of ids) ring?.known.delete(id)
  return gone.map(({ id }) => sha256(id)).sort()
}

function ringOf(db: Knex): Keyring {
  const ring = keyringOf(db)
  if (!ring)
    throw new Error('the database was opened without the key of the office: nothing personal can be written')
  return ring
}

/** Keys that a transaction has read: what it has read once it need not read again. */
const readWithin = new WeakMap<Knex, Map<string, PersonKey>>()

async function keyOf(db: Knex, ring: Keyring, id: string): Promise<PersonKey> {
  const within = readWithin.get(db)?.get(id)
  if (within) return within
  const [there] = await read(db, id)
  const row = there ?? (await make(db, ring, id))
  const key = unwrap(ring.vault, row)
  // what a transaction has made may be taken back
  if (!db.isTransaction) remember(ring, id, key)
  else readWithin.set(db, (readWithin.get(db) ?? new Map()).set(id, key))
  return key
}

async function make(db: Knex, ring: Keyring, id: string): Promise<WrappedKey> {
  const wrapped = ring.vault.seal(randomBytes(32), keyPlace(id)).toString('base64')
  await rows(db, insertKey, { id, wrapped })
  const [row] = await read(db, id) // another process may have been first
  if (!row) throw new Error('the key of a person was not kept')
  return row
}

const insertKey = 'insert into person_keys (id, wrapped) values (:id, :wrapped) on conflict do nothing'
const read = (db: Knex, ...ids: string[]): Promise<WrappedKey[]> => wrappedKeys(db, ids)
