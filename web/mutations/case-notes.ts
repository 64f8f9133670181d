import type { Request } from 'express'
import { notesOn } from '../../db/reports/case-notes.js'
import { swissDate } from '../../domain/dates.js'
import { depsOf } from '../deps.js'
import { one } from './fields.js'
import { speechOf } from './scene.js'

const atMost = 2000

/** The internal notes on a report as `mutations/case-notes` shows them, and where a new one is sent. */
export async function caseNotesOf(req: Request, mutationId: string) {
  const { db, clock } = depsOf(req)
  const { fmt } = speechOf(req)
  const notes = await notesOn(db, mutationId)
  return {
    action: `/office/mutations/${mutationId}/notes`,
    from: req.method === 'GET' ? req.originalUrl : (backFrom(req) ?? ''),
    items: notes.map((note) => ({ ...note, when: fmt.since(note.writtenAt, swissDate(clock())) })),
  }
}

/** Reads a note that was typed. */
export function readNote(req: Request): { text: string } | { errors: { note: string } } {
  const { t } = speechOf(req)
  const text = one(req.body.note)
  if (text === '') return { errors: { note: t('desk:note.missing') } }
  if (text.length > atMost) return { errors: { note: t('common:errors.tooLong', { max: atMost }) } }
  return { text }
}

/** The page of the office from which something was sent, if it is one. */
export function backFrom(req: Request): string | null {
  const from = one(req.body?.from)
  return /^\/office\/(tasks|mutations)\/[\w/?=&%.+-]*$/.test(from) ? from : null
}
