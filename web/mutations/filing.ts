import type { Request } from 'express'
import type { Document } from '../../db/reports/documents.js'
import type { Mutation } from '../../db/reports/mutations.js'
import type { T } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { readableName } from '../documents/file-name.js'
import { storeFile } from '../documents/upload.js'
import { one } from './fields.js'
import { papersOf } from './papers.js'
import { speechOf } from './scene.js'

/** How many files may be filed at once. */
export const filedAtOnce = 10
const longestTitle = 80

/** What can be filed with a report: the papers of its kind, each once, and whatever else comes by post. */
export function fileable({ kind, answers }: Mutation, t: T): { value: string; text: string }[] {
  const { groups, label } = papersOf(kind)
  const purposes = groups(answers, t).flatMap(({ asked }) => asked.map(({ purpose }) => purpose))
  return [...new Set([...purposes, 'other'])].map((purpose) => ({
    value: purpose,
    text: purpose === 'other' ? t('desk:filing.other') : label({ purpose }, answers, t),
  }))
}

/** Files what a caseworker has sent, each file by itself; answers how many were kept and what was wrong with the others. */
export async function file(
  deps: Deps,
  req: Request,
  mutation: Mutation,
): Promise<{ kept: number; errors: Record<string, string> | null }> {
  const { t } = speechOf(req)
  const purposes = fileable(mutation, t)
  const wanted = one(req.body.purpose)
  const purpose = purposes.find(({ value }) => value === wanted) ?? { value: 'other', text: '' }
  const title = one(req.body.title).trim()
  const sent = [req.files ?? []].flat() as Express.Multer.File[]
  if (sent.length === 0) return { kept: 0, errors: { file: t('documents:problems.missing') } }
  if (sent.length > filedAtOnce)
    return { kept: 0, errors: { file: t('desk:filing.filesHint', { count: filedAtOnce }) } }
  if (title.length > longestTitle)
    return { kept: 0, errors: { title: t('common:errors.tooLong', { max: longestTitle }) } }
  const called = title || (purpose.value === 'other' ? '' : purpose.text)
  const problems: string[] = []
  for (const [nth, paper] of sent.entries()) {
    const number = sent.length > 1 ? ` ${nth + 1}` : ''
    const stored = await storeFile(
      deps,
      req,
      {
        employerId: mutation.employerId,
        employeeId: mutation.employeeId,
        mutationId: mutation.id,
        purpose: purpose.value,
        origin: 'filed',
        forOffice: req.body.shown ? 0 : 1,
        ...(called && { called: `${called}${number}` }),
      },
      paper,
    )
    if ('problem' in stored)
      problems.push(`${readableName(paper.originalname)}: ${t(`documents:problems.${stored.problem}`)}`)
  }
  const kept = sent.length - problems.length
  return { kept, errors: problems.length > 0 ? { file: problems.join(' ') } : null }
}

/** What was filed with a report, as its page lists it, the newest first. */
export const filedIn = (documents: Document[]): Document[] =>
  documents.filter(({ origin }) => origin === 'filed').toReversed()
