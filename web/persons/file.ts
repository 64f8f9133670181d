import type { Request, Response } from 'express'
import type { Knex } from 'knex'
import { noteRead } from '../../db/audit/note.js'
import { type PersonFile, type PersonFound, personFile } from '../../db/people/file.js'
import { bytesOf } from '../../db/reports/documents.js'
import { swissDate } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { asFile } from '../documents/send.js'
import { type Packed, sendZip } from '../documents/zip.js'
import { languageOf } from '../language.js'
import { speechOf } from '../mutations/scene.js'
import { byOf } from '../visit.js'

/**
 * Sends everything that is kept about a person as one ZIP file: a page to read, the same as JSON, and each document, one after the
 * other. Noted in the audit before the first byte goes out.
 */
export async function sendFile(deps: Deps, req: Request, res: Response, person: PersonFound): Promise<void> {
  const { db, vault, clock, views } = deps
  const { id, employerId } = person
  const speech = speechOf(req)
  const file = await personFile(db, vault, person)
  const fields = [`reports:${file.tables.mutations?.length}`, `papers:${file.documents.length}`]
  await noteRead(db, byOf(req), { action: 'person.export', object: id, employerId, fields })
  const day = swissDate(clock())
  const read = {
    ...speech,
    lang: languageOf(req),
    title: speech.t('persons:file.title'),
    person,
    day,
    parts: partsOf(file),
  }
  const { tables, wages } = file
  const texts = {
    'data.json': JSON.stringify({ exportedAt: clock(), ...tables, wages }, null, 2),
    'index.html': views('persons/printed', read),
  }
  // no name of the person in it: downloads lie about
  asFile(res, 'application/zip', `${speech.t('persons:file.fileName')}-${day}.zip`)
  await sendZip(res, filesIn(db, texts, file, new Date(clock())))
}

async function* filesIn(
  db: Knex,
  texts: Record<string, string>,
  { documents }: PersonFile,
  now: Date,
): AsyncGenerator<Packed> {
  for (const [name, text] of Object.entries(texts))
    yield { name, bytes: Buffer.from(text), mtime: now, compress: true }
  for (const [nth, document] of documents.entries()) {
    const name = `documents/${nth + 1}-${document.name.replace(/[/\\\p{C}]/gu, '_')}`
    const mtime = new Date(document.createdAt)
    yield { name, bytes: await bytesOf(db, document), mtime, compress: false }
  }
}

/** The tables of a file, each row as its fields in words that can be read without a program. */
const partsOf = ({ tables, wages }: PersonFile) =>
  [...Object.entries(tables), ['wages', wages] as const]
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => ({ name, rows: rows.map((row) => linesOf(row)) }))

/** The fields of something and of what is in it, as `a › b`. */
function linesOf(value: unknown, path: string[] = []): { field: string; value: string }[] {
  if (value === null || value === undefined || value === '') return []
  if (typeof value !== 'object') return [{ field: path.join(' › '), value: String(value) }]
  return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, [...path, key]))
}
