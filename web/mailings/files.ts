import type { Request, Response } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { addMailingFile, filesOf, findMailingFile, mailingFileBytes } from '../../db/mailings/files.js'
import type { Deps } from '../deps.js'
import { fileName, readableName } from '../documents/file-name.js'
import { sendBytes } from '../documents/send.js'
import { examine } from '../documents/upload.js'
import { notFound } from '../errors.js'
import { type Fault, fault } from '../mutations/fields.js'
import { byOf } from '../visit.js'

/** How many files may go with a message. */
export const filesAtMost = 10

/** Keeps the PDFs that came with the form of a draft; answers what was wrong with the first that was not kept. */
export async function keepFiles({ db, config }: Deps, req: Request, mailingId: string): Promise<Fault[]> {
  for (const file of [req.files ?? []].flat() as Express.Multer.File[]) {
    const called = { name: readableName(file.originalname) }
    const examined = await examine(config, file)
    if ('problem' in examined)
      return [
        examined.problem === 'type'
          ? fault('file', 'mailings:problems.pdf', called)
          : fault('file', `documents:problems.${examined.problem}`),
      ]
    if (examined.kind.mime !== 'application/pdf') return [fault('file', 'mailings:problems.pdf', called)]
    if (examined.activeContent) return [fault('file', 'mailings:problems.active', called)]
    const kept = { name: fileName(file.originalname, 'pdf'), bytes: examined.bytes }
    if (!(await addMailingFile(db, mailingId, kept, filesAtMost, byOf(req))))
      return [fault('file', 'mailings:problems.many', { most: filesAtMost })]
  }
  return []
}

/** Shows a file of a message, and notes who looked at it; a 404 where there is none. */
export async function sendMailingFile(
  { db }: Deps,
  req: Request,
  res: Response,
  mailingId: string,
  employerId?: string,
): Promise<void> {
  const file = await findMailingFile(db, mailingId, String(req.params.file))
  if (!file) throw notFound()
  const bytes = await mailingFileBytes(db, file)
  await noteRead(db, byOf(req), { action: 'document.read', object: file.id, employerId })
  sendBytes(req, res, { mime: 'application/pdf', name: file.name }, bytes)
}

/** The files of a message as its pages list them. */
export const shownFiles = async ({ db }: Deps, mailingId: string, url: string) =>
  (await filesOf(db, mailingId)).map(({ id, name, size }) => ({ id, name, size, href: `${url}/${id}` }))
