import type { Request, Response } from 'express'
import { removeUpload } from '../../db/reports/documents.js'
import { saveDraft } from '../../db/reports/drafts.js'
import { type Draft, ReportClosed } from '../../db/reports/mutations.js'
import type { SentDocument } from '../../domain/asked-document.js'
import type { Deps } from '../deps.js'
import { storeUpload } from '../documents/upload.js'
import { flash, isPartial, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { askedValue, keepAbout, keepAlso, sentDocuments } from './documents-step.js'
import type { Step } from './journey.js'
import { mutationOf, type Scene, sceneOf } from './scene.js'
import { showStep } from './step-page.js'

/** A file is sent, used for something else as well, or taken away; everything else of the page goes the way of all steps. */
export const isUploadAction = (req: Request, step: Step): boolean =>
  step.wanted !== undefined && ['upload', 'reuse', 'remove'].includes(String(req.body?.act))

/** Stores, reuses or removes an upload of a draft and shows the page again. */
export async function changeUploads(deps: Deps, req: Request, res: Response, scene: Scene, step: Step) {
  const { mutation, url, speech } = scene
  const page = `${url}/${step.slug}`
  if (req.body.act === 'remove') {
    const removed = await removeUpload(deps.db, mutation.id, String(req.body.document), byOf(req))
    if (removed) flash(req, speech.t('mutations:documents.removed'))
    return redirect(req, res, page)
  }
  if (req.body.act === 'reuse') {
    if (await reuse(deps, req, scene, step)) flash(req, speech.t('mutations:documents.reused'))
    return redirect(req, res, page)
  }
  const refused = await keepUpload(deps, req, scene, step).catch(closedOnly)
  if (refused === 'closed') {
    flash(req, speech.t('documents:problems.closed'))
    return redirect(req, res, url)
  }
  if (refused) return showRefused(req, res, scene, step, refused)
  // fetched by script, the list of the uploads replaces the one on the page
  const newest = await mutationOf(deps, req)
  if (isPartial(req)) return showStep(req, res, await sceneOf(deps, req, newest), step, { faults: [] })
  flash(req, speech.t('mutations:documents.stored'))
  redirect(req, res, page)
}

/** One of the uploads proves something else that is missing. False where the form names neither. */
async function reuse({ db }: Deps, req: Request, { mutation, draft, facts }: Scene, step: Step) {
  const { document: id, wanted: value } = req.body
  const asked = step.wanted?.(String(value ?? ''), draft, facts)
  if (!asked || askedValue(asked) !== value || !facts.documents.some((it) => it.id === id)) return false
  const sends = ({ documentId, ...sent }: SentDocument) => documentId === id && askedValue(sent) === value
  const change = (newest: Draft) =>
    sentDocuments(newest, facts).some(sends) ? newest : keepAlso(newest, id, asked)
  return saveDraft(db, mutation.id, change, byOf(req))
}

async function keepUpload(deps: Deps, req: Request, { mutation, draft, facts }: Scene, step: Step) {
  const { employerId, employeeId, id } = mutation
  const wanted = step.wanted?.(String(req.body.wanted ?? ''), draft, facts) ?? { purpose: 'other' }
  const belonging = { employerId, employeeId, mutationId: id, purpose: wanted.purpose }
  const stored = await storeUpload(deps, req, belonging, async (trx, document) => {
    const change = (newest: Draft) => keepAbout(newest, document.id, wanted)
    if (!(await saveDraft(trx, id, change, byOf(req)))) throw new ReportClosed()
  })
  return 'problem' in stored ? stored : null
}

/** Somebody sent or discarded the draft while the file was on its way: nothing of it is kept. */
function closedOnly(error: unknown): 'closed' {
  if (error instanceof ReportClosed) return 'closed'
  throw error
}

/** The error stands at the form that sent the file; a script replaces only that form. */
function showRefused(
  req: Request,
  res: Response,
  scene: Scene,
  step: Step,
  refused: { problem: string; status: number },
) {
  const number = /^\d{1,2}$/.test(String(req.body.form)) ? String(req.body.form) : '0'
  const key = `documents:problems.${refused.problem}`
  const faults = [{ field: `file-${number}`, key, params: {} }]
  if (!isPartial(req)) return showStep(req, res, scene, step, { faults, status: refused.status })
  const { forms, others } = step.show(scene.draft, scene.facts, scene.speech, null, []) as {
    forms: { value: string; label: string }[]
    others: object[]
  }
  const form = forms[Number(number)]
  const { t } = scene.speech
  const data = {
    action: `${scene.url}/${step.slug}`,
    number,
    ...(form ?? { label: t('mutations:documents.other'), others }),
  }
  respond(req, res, 'mutations/upload-form', { ...data, error: t(key) }, refused.status)
}
