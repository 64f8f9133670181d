import { places } from '../db/databases.js'
import { openStack, type Stack } from '../stack.js'

type Database = keyof typeof places

/** What the whole sweep runs on; `CRASH_DATABASE=postgres npm test -- test/crash` sweeps PostgreSQL. */
export const sweptDatabase: Database = process.env.CRASH_DATABASE === 'postgres' ? 'PostgreSQL' : 'SQLite'

/** The processes of an office on an empty database of its own, which is removed with them. */
export async function openStackOn(
  on: Database,
  test: Mocha.Context,
  settings: Record<string, string> = {},
): Promise<Stack> {
  if (on === 'SQLite') return openStack(settings)
  const place = await places[on](test)
  const stack = await openStack({ ...settings, DATABASE_URL: place.url })
  return {
    ...stack,
    async close() {
      await stack.close()
      await place.remove()
    },
  }
}

/** The same on what the sweep runs on. */
export const openSwept = (test: Mocha.Context, settings?: Record<string, string>): Promise<Stack> =>
  openStackOn(sweptDatabase, test, settings)
