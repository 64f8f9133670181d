import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { readConfig } from '../config.js'
import { firstBrokenEntry } from '../db/audit/note.js'
import { restoreLines } from '../db/care/backup.js'
import { noteOperation } from '../db/care/operations.js'
import { migrate, openDatabase } from '../db/knex.js'

// npm run restore -- <file>: writes a backup into an empty database, SQLite or PostgreSQL. BACKUP_IDENTITY names the file with
// the key that opens it.
// npm run restore -- --done: notes that the database was brought back by other means, such as PostgreSQL's own, so that procedures from before begin anew.

const [file] = process.argv.slice(2)
const next = 'Next: npm run reconcile -- --heal, with Temporal running, then start the workers and portals.'
try {
  if (file === '--done') await restoredOtherwise()
  else if (!file) throw new Error('Say from where: npm run restore -- <file>')
  else await restore(file)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function restore(from: string): Promise<void> {
  const config = readConfig()
  const { identity } = config.backup
  if (!identity) throw new Error('BACKUP_IDENTITY is missing: the file with the key that opens the backup.')
  await migrate(config.databaseUrl)
  const db = openDatabase(config.databaseUrl)
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const sealed = Readable.toWeb(createReadStream(from)) as ReadableStream<Uint8Array>
    const opened = Readable.fromWeb((await decrypter.decrypt(sealed)) as never)
    let rows = 0
    await pipeline(opened, createGunzip(), async (text: AsyncIterable<Buffer>) => {
      rows = await restoreLines(db, linesIn(text))
    })
    const broken = await firstBrokenEntry(db)
    if (broken !== null) throw new Error(`The audit chain of the backup does not fit at entry ${broken}.`)
    console.log(`${rows} rows restored; the audit chain is whole.`)
    await noteOperation(db, 'restore', new Date().toISOString())
    console.log(next)
  } finally {
    await db.destroy()
  }
}

async function restoredOtherwise(): Promise<void> {
  const db = openDatabase(readConfig().databaseUrl)
  try {
    await noteOperation(db, 'restore', new Date().toISOString())
    console.log(next)
  } finally {
    await db.destroy()
  }
}

// not node:readline, which loses what arrives before somebody listens
async function* linesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest) yield rest
}
