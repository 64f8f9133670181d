import type { Knex } from 'knex'
import { createVault, type Vault } from './seal.js'

/** The keys of persons that a process has unwrapped, for a short while; see docs/decisions/013-a-key-per-person.md. */
export interface Keyring {
  /** Wraps the keys of persons: made from `DATA_KEY`. */
  vault: Vault
  known: Map<string, PersonKey & { until: number }>
}

/** A key that was unwrapped, and how it lies in the database. */
export interface PersonKey {
  vault: Vault
  wrapped: string
}

/** A wrapped key as it lies in the database. */
export interface WrappedKey {
  id: string
  wrapped: string
}

const rememberedFor = 60_000
const rememberedAtMost = 10_000

export const createKeyring = (vault: Vault): Keyring => ({ vault, known: new Map() })

/** The keyring a database was opened with, or null: then what is sealed stays so, and nothing personal can be written. */
export const keyringOf = (db: Knex): Keyring | null => db.client.config.keyring ?? null

/** What a wrapped key is bound to. */
export const keyPlace = (id: string): string => `person key ${id}`

export const unwrap = (vault: Vault, { id, wrapped }: WrappedKey): PersonKey => ({
  vault: createVault(vault.open(Buffer.from(wrapped, 'base64'), keyPlace(id))),
  wrapped,
})

/** The key of a person if this process has used it within the last minute. */
export function remembered({ known }: Keyring, id: string): PersonKey | null {
  const entry = known.get(id)
  return entry && entry.until > Date.now() ? entry : null
}

export function remember({ known }: Keyring, id: string, key: PersonKey): void {
  if (known.size >= rememberedAtMost) known.clear()
  known.set(id, { ...key, until: Date.now() + rememberedFor })
}

// A sign that nobody can type into a form stands first, so that no other text is taken for a sealed one.
const mark = '\u0001'

/** A text under a key, in a form that says which key it is. */
export const sealedText = (id: string, key: Vault, text: string): string =>
  `${mark}${id}.${key.seal(Buffer.from(text), id).toString('base64')}`

/** The id of the key a value lies under, or null if it is not sealed. */
export function keyIdOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.charCodeAt(0) !== 1) return null
  const end = value.indexOf('.')
  return end > 1 && end <= 41 ? value.slice(1, end) : null
}

type Row = Record<string, unknown>
type Load = (ids: string[]) => Promise<WrappedKey[]>

/**
 * Opens what is sealed in rows just read, where it stands. What lies under a key that is gone, or was changed, stays as it is:
 * nobody takes it for something else, for it is neither JSON nor a name.
 */
export async function openRows(ring: Keyring, rows: Row[], lasting: boolean, load: Load): Promise<void> {
  const found: Sealed[] = []
  for (const row of rows)
    for (const column in row) {
      const id = keyIdOf(row[column])
      if (id) found.push({ row, column, id, text: String(row[column]) })
    }
  if (found.length === 0) return
  const closed = openWith(await keysOf(ring, idsIn(found), lasting, load), found)
  const stale = closed.filter(({ id }) => ring.known.delete(id)) // such as remembered from before a restore
  if (stale.length > 0) openWith(await keysOf(ring, idsIn(stale), lasting, load), stale)
}

interface Sealed {
  row: Row
  column: string
  id: string
  text: string
}

const idsIn = (found: Sealed[]) => [...new Set(found.map(({ id }) => id))]

/** Opens what it can; answers the rest. */
function openWith(keys: Map<string, PersonKey>, found: Sealed[]): Sealed[] {
  return found.filter(({ row, column, id, text }) => {
    try {
      const bytes = keys.get(id)?.vault.open(Buffer.from(text.slice(id.length + 2), 'base64'), id)
      if (bytes) row[column] = bytes.toString()
      return !bytes
    } catch {
      return true
    }
  })
}

/** `lasting`: what was read is committed, and may be remembered. */
async function keysOf(
  ring: Keyring,
  ids: string[],
  lasting: boolean,
  load: Load,
): Promise<Map<string, PersonKey>> {
  const keys = new Map<string, PersonKey>()
  const missing: string[] = []
  for (const id of ids) {
    const key = remembered(ring, id)
    if (key) keys.set(id, key)
    else missing.push(id)
  }
  for (let from = 0; from < missing.length; from += 64)
    for (const row of await load(missing.slice(from, from + 64))) {
      const key = unwrap(ring.vault, row)
      keys.set(row.id, key)
      if (lasting) remember(ring, row.id, key)
    }
  return keys
}
