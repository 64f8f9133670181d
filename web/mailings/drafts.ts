import { type Request, type Response, Router } from 'express'
import { removeMailingFile } from '../../db/mailings/files.js'
import {
  type Audience,
  beginMailing,
  dropMailing,
  findMailing,
  languagesIn,
  type Mailing,
  previewOf,
  saveMailing,
  sendMailing,
} from '../../db/mailings/mailings.js'
import { mailingTopics } from '../../domain/mailing.js'
import type { Deps } from '../deps.js'
import { receiveFiles } from '../documents/upload.js'
import { readFilter } from '../employers/filter.js'
import { notFound } from '../errors.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { errorsOf } from '../mutations/faults.js'
import { type Fault, fault, listOf, one } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { filesAtMost, keepFiles, shownFiles } from './files.js'
import { fieldsFor, membersIn, sharesOf, textsOf, typedTranslations } from './texts.js'
import { faultsIn, lengths, typedWords } from './typed.js'

const path = '/office/mailings'
const chosenAtMost = 500
const named = 50

/** A message to employers while it is written: begun from the register or an employer's page, checked, and sent. */
export function mailingDrafts(deps: Deps): Router {
  const { db, courier } = deps
  const router = Router()
  const addressOf = ({ id }: { id: string }, page: string) => `${path}/${id}/${page}`

  router.post('/', async (req, res) => {
    const audience = audienceIn(req)
    if (!audience) {
      flash(req, speechOf(req).t('mailings:chooseFirst'))
      return redirect(req, res, '/office/employers')
    }
    redirect(req, res, addressOf({ id: await beginMailing(db, audience, byOf(req)) }, 'edit'))
  })

  router.get('/:id/edit', async (req, res) => {
    const draft = await draftOf(req, res)
    if (draft) await showForm(req, res, draft)
  })

  router.post('/:id/edit', receiveFiles(2 * filesAtMost, 1), async (req, res) => {
    const draft = await draftOf(req, res)
    if (!draft) return
    const words = typedWords(req)
    // kept first, right or wrong: whatever happens afterwards, nothing typed is lost
    await saveMailing(db, draft.id, words, byOf(req))
    if (req.body.remove) await removeMailingFile(db, draft.id, one(req.body.remove), byOf(req))
    const isUpload = req.body.act === 'upload'
    const none = isUpload && [req.files ?? []].flat().length === 0
    const faults = [
      ...(req.body.act === 'check' ? faultsIn(words) : []),
      ...(none ? [fault('file', 'documents:problems.missing')] : await keepFiles(deps, req, draft.id)),
    ]
    if (faults.length > 0) return showForm(req, res, { ...draft, ...words }, faults)
    if (req.body.act === 'later') flash(req, speechOf(req).t('mailings:kept'))
    const next = { check: addressOf(draft, 'check'), later: `${path}?show=drafts` }[String(req.body.act)]
    redirect(req, res, next ?? `${addressOf(draft, 'edit')}#files`)
  })

  router.get('/:id/check', async (req, res) => {
    const draft = await draftOf(req, res)
    if (draft) await showCheck(req, res, draft)
  })

  router.post('/:id/send', async (req, res) => {
    const mailing = await ownOf(req)
    if (mailing.status === 'draft' && faultsIn(mailing).length > 0)
      return redirect(req, res, addressOf(mailing, 'check'))
    const outcome = await sendMailing(db, mailing.id, Number(req.body.found), byOf(req))
    if (outcome === 'missing') throw notFound()
    if (outcome === 'changed') return showCheck(req, res, mailing, true)
    courier.wake()
    flash(req, speechOf(req).t('mailings:sent'))
    redirect(req, res, `${path}/${mailing.id}`)
  })

  router.get('/:id/drop', async (req, res) => {
    const draft = await draftOf(req, res)
    if (!draft) return
    const { t } = speechOf(req)
    respond(req, res, 'mutations/delete', {
      title: t('mutations:delete.title'),
      about: draft.subject || t('mailings:new.title'),
      url: addressOf(draft, 'edit'),
      action: addressOf(draft, 'drop'),
    })
  })

  router.post('/:id/drop', async (req, res) => {
    const { id } = await ownOf(req)
    if (await dropMailing(db, id, byOf(req))) flash(req, speechOf(req).t('mailings:dropped'))
    redirect(req, res, path)
  })

  /** One's own draft; what was sent meanwhile is shown instead. */
  async function draftOf(req: Request, res: Response): Promise<Mailing | null> {
    const mailing = await ownOf(req)
    if (mailing.status === 'draft') return mailing
    redirect(req, res, `${path}/${mailing.id}`)
    return null
  }

  async function ownOf(req: Request): Promise<Mailing> {
    const mailing = await findMailing(db, String(req.params.id))
    if (!mailing || mailing.createdBy !== visitOf(req).user.id) throw notFound()
    return mailing
  }

  async function showForm(req: Request, res: Response, draft: Mailing, faults: Fault[] = []) {
    const speech = speechOf(req)
    const { t } = speech
    const { found, first } = await previewOf(db, draft.audience, 3)
    const counts = await languagesIn(db, draft.audience)
    const { topic, subject, text } = draft
    const errors = errorsOf(faults, speech)
    const page = {
      title: t('mailings:new.title'),
      list: path,
      at: `${path}/${draft.id}`,
      to: toWhom(found, first, speech),
      topics: mailingTopics.map((value) => ({ value, text: t(`mailings:topic.${value}`) })),
      lengths,
      german: membersIn('de', counts.de ?? 0, speech),
      translations: fieldsFor(draft, counts, errors, speech),
      files: await shownFiles(deps, draft.id, `${path}/${draft.id}/files`),
      most: filesAtMost,
      guide: guide('mailings', languageOf(req)),
      values: { topic, subject, text, ...typedTranslations(draft) },
      errors,
    }
    respond(req, res, 'mailings/edit', page, faults.length > 0 ? 422 : 200)
  }

  async function showCheck(req: Request, res: Response, draft: Mailing, isChanged = false) {
    if (faultsIn(draft).length > 0) return showForm(req, res, draft, faultsIn(draft))
    const speech = speechOf(req)
    const { t } = speech
    const { found, first } = await previewOf(db, draft.audience, named)
    const page = {
      title: t('mailings:check.title'),
      at: `${path}/${draft.id}`,
      topic: t(`mailings:topic.${draft.topic}`),
      texts: textsOf(draft),
      shares: sharesOf(draft, await languagesIn(db, draft.audience), speech),
      files: await shownFiles(deps, draft.id, `${path}/${draft.id}/files`),
      found,
      minutes: Math.ceil(found / deps.config.campaignPerSecond / 60),
      isChanged,
      rest: found - first.length,
      members: first.map((it) => ({
        title: it.name,
        meta: `${it.memberNumber}, ${it.city}`,
        href: `/office/employers/${it.id}`,
        glyph: { icon: 'home' },
      })),
    }
    respond(req, res, 'mailings/check', page, isChanged ? 409 : 200)
  }

  return router
}

/** Whom a message is begun for: those who are ticked, or all whom the register finds by its filter. */
function audienceIn(req: Request): Audience | null {
  if (req.body.to === 'all') return { filter: readFilter(req.body) }
  const employers = [...new Set(listOf(req.body.employer))].slice(0, chosenAtMost)
  return employers.length > 0 ? { employers } : null
}

/** The first names, and how many more there are. */
const toWhom = (
  found: number,
  first: { name: string }[],
  { t, fmt }: Pick<ReturnType<typeof speechOf>, 't' | 'fmt'>,
): string => {
  const names = first.map(({ name }) => name)
  const more = found - first.length
  return fmt.list(more > 0 ? [...names, t('mailings:more', { count: more })] : names)
}
