import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { ZipFile } from 'yazl'
import { bytesOf, findDocument } from '../../db/documents.js'
import type { Message } from '../../db/messages.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'

/** Sends the documents of messages as one ZIP file, one document after the other. */
export async function sendArchive(
  { db, clock }: Deps,
  req: Request,
  res: Response,
  chosen: Message[],
): Promise<void> {
  const zip = new ZipFile()
  const t = translator(languageOf(req))
  const name = `${t('messages:selected.fileName')}-${swissDate(clock())}.zip`
  res.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store, no-transform',
  })
  const sent = pipeline(zip.outputStream, res)
  const taken = new Set<string>()
  for (const { documentId, employerId, createdAt } of chosen) {
    const document = await findDocument(db, employerId, documentId)
    if (!document) continue
    // a PDF is compressed already
    const options = { compress: false, mtime: new Date(createdAt) }
    zip.addBuffer(await bytesOf(db, document), unlike(document.name, taken), options)
  }
  zip.end()
  await sent
}

/** A name that no other file in the archive has: `Entscheid (2).pdf`. */
function unlike(name: string, taken: Set<string>): string {
  const plain = name.replace(/[/\\]/g, '_')
  const dot = plain.lastIndexOf('.') < 0 ? plain.length : plain.lastIndexOf('.')
  const nth = (n: number) => (n === 1 ? plain : `${plain.slice(0, dot)} (${n})${plain.slice(dot)}`)
  let n = 1
  while (taken.has(nth(n))) n++
  taken.add(nth(n))
  return nth(n)
}
