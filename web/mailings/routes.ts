import { Router } from 'express'
import { namesOf } from '../../db/access/users.js'
import {
  type MailingProgress,
  type MailingRow,
  mailingList,
  mailingProgress,
  type Recipient,
  recipientsOf,
  recipientViews,
} from '../../db/mailings/list.js'
import { findMailing } from '../../db/mailings/mailings.js'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { speechOf } from '../mutations/scene.js'
import type { Speech } from '../mutations/summary.js'
import { redirect, respond } from '../respond.js'
import { listAddress, pageOf, textOf } from '../tasks/address.js'
import { visitOf } from '../visit.js'
import { mailingDrafts } from './drafts.js'
import { sendMailingFile, shownFiles } from './files.js'
import { textsOf } from './texts.js'

const path = '/office/mailings'
const perPage = 25

/** Messages of the office to employers: what was sent and how many have read it, and one's own drafts. */
export function mailings(deps: Deps): Router {
  const { db, clock } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    const speech = speechOf(req)
    const { t } = speech
    const mayWrite = may(req.visit, 'POST /office/mailings')
    const show = mayWrite && req.query.show === 'drafts' ? 'drafts' : 'sent'
    const q = textOf(req.query.q, 100)
    const page = pageOf(req.query.page)
    const place = { offset: (page - 1) * perPage, limit: perPage }
    const mine = { drafts: visitOf(req).user.id }
    const { rows, found } = await mailingList(db, show === 'drafts' ? mine : 'sent', place, q)
    const ids = rows.map(({ id }) => id)
    const progress = await mailingProgress(db, ids)
    respond(req, res, 'mailings/list', {
      title: t('mailings:title'),
      mayWrite,
      chips: mayWrite
        ? (['sent', 'drafts'] as const).map((it) => ({
            text: t(`mailings:show.${it}`),
            href: listAddress(path, { show: it === 'drafts' ? it : '', q }),
            current: it === show,
          }))
        : [],
      rows: rows.map((row) => itemOf(row, progress.get(row.id), { ...speech, today: swissDate(clock()) })),
      ...{ show, q },
      guide: guide('mailings', languageOf(req)),
      ...{ page, pages: Math.ceil(found / perPage) },
      href: (to: number) =>
        listAddress(path, { show: show === 'drafts' ? show : '', q, page: to > 1 ? to : '' }),
    })
  })

  router.use(mailingDrafts(deps))

  router.get('/:id', async (req, res) => {
    const mailing = await sentOrOwn(String(req.params.id), visitOf(req).user.id)
    if (mailing.status === 'draft') return redirect(req, res, `${path}/${mailing.id}/edit`)
    const speech = speechOf(req)
    const { t, fmt } = speech
    const today = swissDate(clock())
    const show = recipientViews.find((it) => it === req.query.show) ?? 'all'
    const page = pageOf(req.query.page)
    const place = { offset: (page - 1) * perPage, limit: perPage + 1 }
    const [progress, names, recipients] = await Promise.all([
      mailingProgress(db, [mailing.id]),
      namesOf(db, [mailing.createdBy]),
      recipientsOf(db, mailing.id, show, place),
    ])
    const at = `${path}/${mailing.id}`
    const { recipients: all = 0, delivered = 0, read = 0 } = progress.get(mailing.id) ?? {}
    const counts = { all, read, unread: all - read }
    respond(req, res, 'mailings/page', {
      title: mailing.subject,
      list: path,
      at,
      texts: textsOf(mailing),
      topic: t(`mailings:topic.${mailing.topic}`),
      running: mailing.status === 'open',
      files: await shownFiles(deps, mailing.id, `${at}/files`),
      facts: [
        { label: t('mailings:fact.sentAt'), value: mailing.sentAt ? fmt.instant(mailing.sentAt) : '' },
        { label: t('mailings:fact.by'), value: names.get(mailing.createdBy) ?? t('tasks:somebody') },
        {
          label: t('mailings:fact.delivered'),
          value: t('mailings:ofAll', { some: fmt.number(delivered), all: fmt.number(all) }),
          figures: true,
        },
        {
          label: t('mailings:fact.read'),
          value: t('mailings:ofAll', { some: fmt.number(read), all: fmt.number(all) }),
          figures: true,
        },
      ],
      chips: recipientViews.map((it) => ({
        text: t(`mailings:recipients.${it}`),
        count: counts[it],
        href: `${listAddress(at, { show: it === 'all' ? '' : it })}#recipients`,
        current: it === show,
      })),
      rows: recipients.slice(0, perPage).map((it) => recipientItem(it, { ...speech, today })),
      ...{ page, pages: recipients.length > perPage ? page + 1 : page },
      href: (to: number) =>
        `${listAddress(at, { show: show === 'all' ? '' : show, page: to > 1 ? to : '' })}#recipients`,
    })
  })

  router.get('/:id/files/:file', async (req, res) => {
    const { id } = await sentOrOwn(req.params.id, visitOf(req).user.id)
    await sendMailingFile(deps, req, res, id)
  })

  /** A draft is its author's alone. */
  async function sentOrOwn(id: string, me: string) {
    const mailing = await findMailing(db, id)
    if (!mailing || (mailing.status === 'draft' && mailing.createdBy !== me)) throw notFound()
    return mailing
  }

  return router
}

interface Reader extends Speech {
  today: IsoDate
}

function itemOf(row: MailingRow, progress: MailingProgress | undefined, { t, fmt, today }: Reader) {
  const { recipients = 0, read = 0 } = progress ?? {}
  const isDraft = row.status === 'draft'
  const when = fmt.since(row.sentAt ?? row.savedAt, today)
  return {
    title: row.subject || t('mailings:noSubject'),
    meta: [
      t(`mailings:topic.${row.topic}`),
      t(isDraft ? 'mailings:savedAt' : 'mailings:sentAt', { when }),
      row.by,
    ]
      .filter(Boolean)
      .join(', '),
    href: isDraft ? `${path}/${row.id}/edit` : `${path}/${row.id}`,
    ...(isDraft
      ? { draft: true }
      : {
          glyph: { icon: 'mail', tone: row.status === 'open' ? 'accent' : undefined },
          text: t('mailings:readBy', { some: fmt.number(read), all: fmt.number(recipients) }),
        }),
  }
}

const recipientItem = (it: Recipient, { t, fmt, today }: Reader) => ({
  title: it.name,
  meta: it.memberNumber,
  href: `/office/employers/${it.id}`,
  glyph: { icon: 'home' },
  tag: it.readAt
    ? { text: t('employers:messages.read', { when: fmt.since(it.readAt, today) }), tone: 'grey' }
    : { text: t(it.deliveredAt ? 'employers:messages.unread' : 'mailings:onItsWay'), tone: 'info' },
})
