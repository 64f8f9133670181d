import { type Request, Router } from 'express'
import { namesOf } from '../../db/access/users.js'
import { noteRead } from '../../db/audit/note.js'
import { findEmployerAddress } from '../../db/employers/addressees.js'
import { issueLetter, type Letter } from '../../documents/letter.js'
import { senderOf } from '../../documents/sender.js'
import { submissionReceipt } from '../../documents/submission-receipt.js'
import { swissDate } from '../../domain/dates.js'
import { fullName } from '../../domain/names.js'
import { reviewDueOn } from '../../domain/review-term.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { reviewTermIn, spansNow } from '../spans.js'
import { byOf } from '../visit.js'
import { mutationOf, type Scene, sceneOf } from './scene.js'
import { sendLetter } from './send-letter.js'
import { summarise } from './summary.js'

/** The confirmation of receipt as PDF, made anew each time from what was submitted. */
export function confirmation(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.get('/:id/confirmation.pdf', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    if (!mutation.submittedAt || !mutation.submittedBy) throw notFound()
    const scene = await sceneOf(deps, req, mutation)
    const letter = await receiptOf(deps, req, scene, mutation.submittedAt)
    const pdf = await issueLetter(letter, deps.signer)
    const { id, employerId } = mutation
    await noteRead(deps.db, byOf(req), { action: 'mutation.read', object: id, employerId })
    sendLetter(res, letter, pdf)
  })
  return router
}

async function receiptOf(deps: Deps, req: Request, scene: Scene, submittedAt: string): Promise<Letter> {
  const { db, config } = deps
  const { mutation, journey, draft, facts, speech } = scene
  const spans = await spansNow(deps)
  const { t, fmt } = speech
  const names = await namesOf(db, [mutation.submittedBy])
  const sections = summarise(mutation.kind, mutation.answers, speech, facts.documents)
  const decided = reviewDueOn(swissDate(submittedAt), reviewTermIn(deps, spans))
  const { missing, automatic } = journey.preview(mutation.answers as never, facts, speech)
  const days = spans.documentsDueDays
  return submissionReceipt({
    language: languageOf(req),
    ...senderOf(config.office),
    reference: mutation.reference,
    matter: journey.title(draft, t),
    submittedAt,
    submitter: names.get(mutation.submittedBy ?? '') ?? '',
    member: await findEmployerAddress(db, mutation.employerId),
    person: fullName(facts.person),
    sections: sections.map(({ title, rows }) => ({
      title,
      rows: rows.map(({ label, value }) => ({ label, value: [value].flat().join('\n') })),
    })),
    attachments: facts.documents.map((document) => document.name),
    next: [
      ...(missing.length > 0
        ? [t('mutations:receipt.documents', { list: fmt.list(missing), count: days })]
        : [
            automatic
              ? t('mutations:receipt.automatic')
              : t('mutations:receipt.decision', { date: fmt.date(decided) }),
          ]),
      t('mutations:receipt.message'),
    ],
  })
}
