import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { ZipFile } from 'yazl'
import { noteRead } from '../../db/audit.js'
import { bytesOf } from '../../db/documents.js'
import { type PersonFile, type PersonFound, personFile } from '../../db/person-file.js'
import { swissDate } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { asFile } from '../documents/send.js'
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
  const zip = new ZipFile()
  const day = swissDate(clock())
  // no name of the person in it: downloads lie about
  asFile(res, 'application/zip', `${speech.t('persons:file.fileName')}-${day}.zip`)
  const sent = pipeline(zip.outputStream, res)
  const options = { mtime: new Date(clock()) }
  const { tables, wages } = file
  zip.addBuffer(
    Buffer.from(JSON.stringify({ exportedAt: clock(), ...tables, wages }, null, 2)),
    'data.json',
    options,
  )
  const read = {
    ...speech,
    lang: languageOf(req),
    title: speech.t('persons:file.title'),
    person,
    day,
    parts: partsOf(file),
  }
  zip.addBuffer(Buffer.from(views('persons/printed', read)), 'index.html', options)
  for (const [nth, document] of file.documents.entries()) {
    const name = `documents/${nth + 1}-${document.name.replace(/[/\\\p{C}]/gu, '_')}`
    // a PDF is compressed already
    zip.addBuffer(await bytesOf(db, document), name, { compress: false, mtime: new Date(document.createdAt) })
  }
  zip.end()
  await sent
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
