import { type Request, Router } from 'express'
import { z } from 'zod'
import { filesOf } from '../../db/mailing-files.js'
import {
  listMessages,
  type MessageRow,
  messageCounts,
  messagesPerPage,
  messageTopics,
  messageToRead,
  messageViews,
} from '../../db/message-list.js'
import { readMessage } from '../../db/messages.js'
import { swissDate } from '../../domain/dates.js'
import { fullName } from '../../domain/names.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { idOf } from '../documents/send.js'
import { notFound } from '../errors.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { shownLists } from '../lists/shown.js'
import { speechOf } from '../mutations/scene.js'
import { respond, respondWithPart } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import { addressOf, type MessageAddress } from './address.js'
import { gistText } from './gist.js'
import { selected } from './selected.js'

const address = z.object({
  q: z.string().trim().max(100).catch(''),
  show: z.enum(messageViews).catch('all'),
  topic: z.enum(messageTopics).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
})

/** The mailbox of an employer. */
export function messages(deps: Deps): Router {
  const { db } = deps
  const router = Router({ mergeParams: true })

  router.get('/', async (req, res) => {
    const { id, topics } = employerOf(req)
    const now = address.parse(req.query)
    const [counts, { messages, found }] = await Promise.all([
      messageCounts(db, id, topics),
      listMessages(db, id, { ...now, topics }),
    ])
    const base = `/e/${id}/messages`
    const items = messages.map((message) => itemOf(req, message, req.query.select === 'all'))
    const data = { ...now, topics: messageTopics, ...pagesOf(base, now, found), base, counts, items, found }
    respondWithPart(req, res, 'messages/list', 'messages/rows', {
      ...data,
      title: translator(languageOf(req))('messages:list.title'),
      guide: guide('messages', languageOf(req)),
      href: (changes: Partial<MessageAddress>) => addressOf(base, now, changes),
      saved: await shownLists(req, 'messages', addressOf(base, now, {})),
    })
  })

  router.post('/selected', selected(deps))

  router.get('/*id', async (req, res) => {
    const { id: employerId, topics } = employerOf(req)
    const message = await messageToRead(db, employerId, idOf(req), topics)
    if (!message) throw notFound()
    await readMessage(db, message, byOf(req))
    req.star = { kind: 'message', target: message.id }
    const kind = translator(languageOf(req))(`messages:kind.${message.kind}`)
    const files = message.mailingId ? await filesOf(db, message.mailingId) : []
    const filesUrl = `/e/${employerId}/mailings/${message.mailingId}/files`
    const gist = message.gist && gistText(message.gist, speechOf(req))
    const page = {
      title: message.heading ?? kind,
      kind,
      message,
      gist,
      files,
      filesUrl,
      name: fullName(message),
      ...{ guide: guide('messages', languageOf(req)), reference: message.reference },
    }
    respond(req, res, 'messages/page', { ...page, base: `/e/${employerId}` })
  })

  function itemOf(req: Request, message: MessageRow, checked: boolean) {
    const lang = languageOf(req)
    const fmt = formats(lang)
    const t = translator(lang)
    return {
      title: message.heading ?? t(`messages:kind.${message.kind}`),
      meta: [message.heading && t(`messages:kind.${message.kind}`), fullName(message), message.reference]
        .filter(Boolean)
        .join(', '),
      href: `/e/${employerOf(req).id}/messages/${message.id}`,
      unread: message.readAt === null,
      pick: { name: 'message', value: message.id, checked },
      glyph: {
        icon: message.heading ? 'mail' : 'file',
        tone: message.readAt === null ? 'accent' : undefined,
      },
      text: fmt.since(message.createdAt, swissDate(deps.clock())),
    }
  }

  return router
}

function pagesOf(base: string, now: MessageAddress, found: number) {
  const first = (now.page - 1) * messagesPerPage
  return {
    pages: Math.ceil(found / messagesPerPage),
    from: first + 1,
    to: Math.min(first + messagesPerPage, found),
    pageHref: (page: number) => addressOf(base, now, { page }),
  }
}
