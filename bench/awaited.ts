import type { Knex } from 'knex'
import { rows } from '../db/prepared.js'

/** Waits for rows of a table by their ids, with one statement for all that are waited for. Milliseconds between two looks. */
export function openAwaited(db: Knex, table: 'tasks' | 'messages', every: number) {
  const waiting = new Map<string, () => void>()
  let ended = false
  const look = async () => {
    while (!ended) {
      const ids = [...waiting.keys()].slice(0, 40)
      if (ids.length > 0) {
        const places = Array.from({ length: 40 }, (_, n) => `:id${n}`)
        const values = Object.fromEntries(places.map((place, n) => [place.slice(1), ids[n] ?? null]))
        const sql = `select id from ${table} where id in (${places.join(', ')})`
        for (const { id } of await rows<{ id: string }>(db, sql, values)) {
          waiting.get(id)?.()
          waiting.delete(id)
        }
      }
      await new Promise((done) => setTimeout(done, every))
    }
  }
  const looking = look()
  return {
    row: (id: string) => new Promise<void>((done) => waiting.set(id, done)),
    async close() {
      ended = true
      await looking
    },
  }
}
