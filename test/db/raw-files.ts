import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Knex } from 'knex'
import { isPostgres } from '../../db/knex.js'

/** All files in which a database keeps what it holds: of PostgreSQL the database's own, and the log of writes. */
export async function filesOf(db: Knex, url: string): Promise<string[]> {
  if (!isPostgres(db)) {
    const name = url.split('/').at(-1) ?? ''
    return below(dirname(url)).filter((file) => file.split('/').at(-1)?.startsWith(name))
  }
  const { rows } = await db.raw(
    `select current_setting('data_directory') as dir, oid from pg_database where datname = current_database()`,
  )
  const { dir, oid } = rows[0]
  return [...below(join(dir, 'base', String(oid))), ...below(join(dir, 'pg_wal'))]
}

/** Which of these texts stand in some of these files, as they are or in UTF-16 or base64. */
export function foundIn(files: string[], texts: string[]): string[] {
  const found = new Set<string>()
  for (const file of files) {
    const bytes = contentOf(file)
    for (const text of texts) if (bytes && formsOf(text).some((form) => bytes.includes(form))) found.add(text)
  }
  return texts.filter((text) => found.has(text))
}

// the base64 of a text within a longer one begins at any of three places
const formsOf = (text: string): Buffer[] => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.from(' '.repeat(shift) + text)
        .toString('base64')
        .slice(4, -4),
    ),
  ),
]

/** Writes everything to the files, and lets PostgreSQL's log of writes come round so often that nothing old is left in it. */
export async function settleFiles(db: Knex): Promise<void> {
  if (!isPostgres(db)) return void (await db.raw('pragma wal_checkpoint(truncate)'))
  const { rows } = await db.raw('select count(*) as segments from pg_ls_waldir()')
  // twice as often as there are pieces: others write meanwhile
  for (let n = 0; n < 2 * Number(rows[0].segments) + 2; n++) {
    await db.raw('select pg_logical_emit_message(false, ?, ?)', ['turn', String(n)])
    await db.raw('select pg_switch_wal()')
    await db.raw('checkpoint')
  }
}

function below(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    return entry.isDirectory() ? below(path) : [path]
  })
}

/** Others of the same server come and go meanwhile. */
function contentOf(file: string): Buffer | null {
  try {
    return statSync(file).isFile() ? readFileSync(file) : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
