import type { RequestHandler } from 'express'
import { type MessageRow, messageLines } from '../../db/messages/list.js'
import { swissDate } from '../../domain/dates.js'
import { listName } from '../../domain/names.js'
import type { T } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { cellsIn, columnsFor } from '../lists/columns.js'
import { type FileKind, listFile } from '../lists/file.js'
import { speechOf } from '../mutations/scene.js'
import { employerOf } from '../visit.js'
import { addressOf, readAddress } from './address.js'

/** The messages that the mailbox shows as a file. */
export const mailboxFile = (deps: Deps, kind: FileKind): RequestHandler =>
  listFile(deps, kind, async (req, limit) => {
    const { id: employerId, topics } = employerOf(req)
    const { t } = speechOf(req)
    const now = readAddress(req)
    const lines = await messageLines(deps.db, employerId, { ...now, topics }, limit)
    const columns = cellsIn(cells, columnsFor(req, 'messages'), { always, columnOf: {} })
    return {
      name: t('lists:file.name.messages'),
      sheet: t('messages:list.title'),
      headings: columns.map((column) => t(`messages:column.${column}`)),
      rows: lines.map((line) => columns.map((column) => cells[column](line, t))),
      entry: { action: 'message.export', object: employerId, employerId, fields: columns },
      back: addressOf(`/e/${employerId}/messages`, now, {}),
    }
  })

type Cell = keyof typeof cells

/** What stands in a file of messages, in this order. */
const cells = {
  received: ({ createdAt }: MessageRow) => swissDate(createdAt),
  title: ({ heading, kind }: MessageRow, t: T) => heading ?? t(`messages:kind.${kind}`),
  kind: ({ kind }: MessageRow, t: T) => t(`messages:kind.${kind}`),
  person: (row: MessageRow) => listName(row),
  reference: ({ reference }: MessageRow) => reference,
  read: ({ readAt }: MessageRow) => (readAt ? swissDate(readAt) : null),
} satisfies Record<string, (row: MessageRow, t: T) => string | null>

const always: Cell[] = ['title', 'read']
