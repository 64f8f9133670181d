import type { Request, Response } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { auditOf, bytesOf, type Document } from '../../db/reports/documents.js'
import type { Deps } from '../deps.js'
import { byOf } from '../visit.js'

/** The id behind the last fixed part of an address; ids of letters contain slashes. */
export const idOf = (req: Request): string => [req.params.id].flat().join('/')

/**
 * Sends a document as it was stored, in the page or with `?download` as a file, and notes who looked at it.
 * Throws when the bytes do not match their SHA-256: nobody gets a letter that was changed.
 */
export async function sendDocument(
  { db }: Pick<Deps, 'db'>,
  req: Request,
  res: Response,
  document: Document,
): Promise<void> {
  const bytes = await bytesOf(db, document)
  const { id, activeContent } = document
  await noteRead(db, byOf(req), { action: 'document.read', object: id, ...auditOf(document) })
  sendBytes(req, res, document, bytes, activeContent)
}

/** Sends a file in the page or with `?download` to be kept; nothing in it may run. */
export function sendBytes(
  req: Request,
  res: Response,
  { mime, name }: Pick<Document, 'mime' | 'name'>,
  bytes: Buffer,
  activeContent = '',
): void {
  // What can do more than be looked at is opened by nobody without having been asked.
  const how = req.query.download === undefined && !activeContent ? 'inline' : 'attachment'
  res
    .set({
      'Content-Type': mime,
      'Content-Disposition': disposition(how, name),
      'Content-Security-Policy': "default-src 'none'; object-src 'self'; frame-ancestors 'self'",
      'Cache-Control': 'no-store, no-transform',
      'X-Content-Type-Options': 'nosniff',
    })
    .send(bytes)
}

export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Heads an answer as a file to be kept, in no cache; its name is plain ASCII. Answers the response. */
export const asFile = (res: Response, mime: string, name: string): Response =>
  res.set({
    'Content-Type': mime,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store, no-transform',
  })

/** Names a file twice: plainly for old programs, and with all its letters (RFC 6266). */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`
}
