import { type Request, Router } from 'express'
import { filesOf } from '../../db/mailings/files.js'
import {
  listMessages,
  type MessageRow,
  messageCounts,
  messagesPerPage,
  messageTopics,
  messageToRead,
} from '../../db/messages/list.js'
import { readMessage } from '../../db/messages/messages.js'
import { swissDate } from '../../domain/dates.js'
import { fullName } from '../../domain/names.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { idOf } from '../documents/send.js'
import { notFound } from '../errors.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { columnChoice, columnsFor } from '../lists/columns.js'
import { shownLists } from '../lists/shown.js'
import { speechOf } from '../mutations/scene.js'
import { respond, respondWithPart } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import { addressOf, type MessageAddress, readAddress } from './address.js'
import { gistText } from './gist.js'
import { mailboxFile } from './list-file.js'
import { selected } from './selected.js'

/** The mailbox of an employer. */
export function messages(deps: Deps): Router {
  const { db } = deps
  const router = Router({ mergeParams: true })

  router.get('/', async (req, res) => {
    const { id, topics } = employerOf(req)
    const now = readAddress(req)
    const [counts, { messages, found }] = await Promise.all([
      messageCounts(db, id, topics),
      listMessages(db, id, { ...now, topics }),
    ])
    const base = `/e/${id}/messages`
    const columns = columnsFor(req, 'messages')
    const items = messages.map((message) => itemOf(req, message, columns, req.query.select === 'all'))
    const { t } = speechOf(req)
    const data = { ...now, topics: messageTopics, ...pagesOf(base, now, found), base, counts, items, found }
    respondWithPart(req, res, 'messages/list', 'messages/rows', {
      ...data,
      title: t('messages:list.title'),
      guide: guide('messages', languageOf(req)),
      columnChoice: columnChoice(req, 'messages', (column) => t(`messages:column.${column}`)),
      files: {
        xlsx: addressOf(`${base}/export.xlsx`, now, {}),
        csv: addressOf(`${base}/export.csv`, now, {}),
      },
      href: (changes: Partial<MessageAddress>) => addressOf(base, now, changes),
      saved: await shownLists(req, 'messages', addressOf(base, now, {})),
    })
  })

  router.post('/selected', selected(deps))
  router.get('/export.xlsx', mailboxFile(deps, 'xlsx'))
  router.get('/export.csv', mailboxFile(deps, 'csv'))

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

  function itemOf(req: Request, message: MessageRow, columns: string[], checked: boolean) {
    const lang = languageOf(req)
    const fmt = formats(lang)
    const t = translator(lang)
    const kind = t(`messages:kind.${message.kind}`)
    const shows = (column: string) => columns.includes(column)
    return {
      title: message.heading ?? kind,
      meta: [
        shows('kind') && message.heading && kind,
        shows('person') && fullName(message),
        shows('reference') && message.reference,
      ]
        .filter(Boolean)
        .join(', '),
      href: `/e/${employerOf(req).id}/messages/${message.id}`,
      unread: message.readAt === null,
      pick: { name: 'message', value: message.id, checked },
      glyph: {
        icon: message.heading ? 'mail' : 'file',
        tone: message.readAt === null ? 'accent' : undefined,
      },
      ...(shows('received') && { text: fmt.since(message.createdAt, swissDate(deps.clock())) }),
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
