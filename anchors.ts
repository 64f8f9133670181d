import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { type Anchor, anchorKey, anchorOf } from './db/audit/anchors.js'

const everyMinutes = 5

/** Writes where the audit stands into a file outside of the database, every five minutes in which it has grown. */
export function startAnchoring(
  db: Knex,
  { auditAnchors, dataKey }: Pick<Config, 'auditAnchors' | 'dataKey'>,
  log: Logger,
): { stop(): Promise<void> } {
  let last = 0
  const write = async () => {
    const anchor = await anchorOf(db, anchorKey(dataKey), new Date().toISOString())
    if (!anchor || anchor.seq === last) return
    await keepAnchor(auditAnchors, anchor)
    last = anchor.seq
  }
  const tryToWrite = () =>
    write().catch((error) => log.error({ reason: error.message }, 'audit not anchored'))
  const timer = setInterval(tryToWrite, everyMinutes * 60_000)
  return {
    async stop() {
      clearInterval(timer)
      await tryToWrite()
    },
  }
}

/** Adds an anchor to its file, which may well be a mount that only grows. */
export async function keepAnchor(file: string, anchor: Anchor): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600 })
}

/** The anchors of a file; none where there is no file. Throws at a line that is no anchor. */
export async function readAnchors(file: string): Promise<Anchor[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** Writes all anchors anew; what stood in the file before stays in one with the ending `.before`. */
export async function replaceAnchors(file: string, anchors: Anchor[]): Promise<void> {
  const fresh = `${file}.new`
  await writeFile(fresh, anchors.map((it) => `${JSON.stringify(it)}\n`).join(''), { mode: 0o600 })
  await rename(file, `${file}.before`)
  await rename(fresh, file)
}
