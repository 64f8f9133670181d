import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { readConfig } from '../config.js'
import { atOneMoment, linesOf } from '../db/care/backup.js'
import { noteOperation } from '../db/care/operations.js'
import { isMigrated, openDatabase } from '../db/knex.js'

// npm run backup -- <file>: the whole database, encrypted for BACKUP_RECIPIENT (age), while the portal runs.
// npm run backup -- --new-key: a pair of keys. This machine needs only the public one.

const [target] = process.argv.slice(2)
try {
  if (target === '--new-key') await newKey()
  else if (target) await backup(target)
  else throw new Error('Say where to: npm run backup -- <file>')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function newKey(): Promise<void> {
  const identity = await generateX25519Identity()
  console.log(`Keep this key apart from the backups; only it opens them:\n${identity}`)
  console.log(
    `\nSet this on the machine that makes the backups:\nBACKUP_RECIPIENT=${await identityToRecipient(identity)}`,
  )
}

async function backup(file: string): Promise<void> {
  const config = readConfig()
  const { recipient } = config.backup
  if (!recipient)
    throw new Error(
      'BACKUP_RECIPIENT is missing: for whom the backup is encrypted. npm run backup -- --new-key makes one.',
    )
  const db = openDatabase(config.databaseUrl)
  const draft = `${file}.part` // a backup that was interrupted is never taken for one
  try {
    if (!(await isMigrated(db).catch(() => false)))
      throw new Error('The database is not migrated; there is nothing to keep.')
    let lines = 0
    await atOneMoment(db, `${draft}.db`, async (still) => {
      async function* text() {
        for await (const line of linesOf(still)) {
          lines++
          yield `${line}\n`
        }
      }
      const encrypter = new Encrypter()
      encrypter.addRecipient(recipient)
      const zipped = Readable.from(text()).compose<Readable>(createGzip())
      const sealed = await encrypter.encrypt(Readable.toWeb(zipped) as ReadableStream<Uint8Array>)
      await pipeline(Readable.fromWeb(sealed as never), createWriteStream(draft, { mode: 0o600 }))
    })
    renameSync(draft, file)
    await noteOperation(db, 'backup', new Date().toISOString())
    console.log(
      `${file}: ${lines - 2} rows, ${(statSync(file).size / 1e6).toFixed(1)} MB, encrypted for ${recipient}.`,
    )
  } finally {
    rmSync(draft, { force: true })
    await db.destroy()
  }
}
