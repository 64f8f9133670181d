import type { Request, Response } from 'express'
import type { Knex } from 'knex'
import { filesOf, mailingFileBytes } from '../../db/mailings/files.js'
import { messageToRead } from '../../db/messages/list.js'
import type { Message } from '../../db/messages/messages.js'
import type { Topics } from '../../db/open-topics.js'
import { bytesOf, findDocument } from '../../db/reports/documents.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { fileName } from '../documents/file-name.js'
import { asFile } from '../documents/send.js'
import { type Packed, sendZip } from '../documents/zip.js'
import { languageOf } from '../language.js'
import { employerOf } from '../visit.js'

/** Sends the documents of messages as one ZIP file, one document after the other. */
export async function sendArchive(
  { db, clock }: Deps,
  req: Request,
  res: Response,
  chosen: Message[],
): Promise<void> {
  const t = translator(languageOf(req))
  const name = `${t('messages:selected.fileName')}-${swissDate(clock())}.zip`
  await sendZip(asFile(res, 'application/zip', name), filesIn(db, chosen, employerOf(req).topics))
}

async function* filesIn(db: Knex, chosen: Message[], own: Topics): AsyncGenerator<Packed> {
  const taken = new Set<string>()
  for (const message of chosen)
    for await (const { name, bytes } of contentsOf(db, message, own))
      yield { name: unlike(name, taken), bytes, mtime: new Date(message.createdAt), compress: false }
}

/** The document of a message; or its words as a text, and its files. */
async function* contentsOf(db: Knex, { id, documentId, mailingId, employerId }: Message, own: Topics) {
  const document = documentId && (await findDocument(db, employerId, documentId))
  if (document) yield { name: document.name, bytes: await bytesOf(db, document) }
  const said = mailingId && (await messageToRead(db, employerId, id, own))
  if (!said) return
  const { heading, text } = said
  yield { name: fileName(`${heading}.txt`, 'txt'), bytes: Buffer.from(`${heading}\n\n${text}\n`) }
  for (const file of await filesOf(db, mailingId))
    yield { name: file.name, bytes: await mailingFileBytes(db, file) }
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
