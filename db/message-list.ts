import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import { searchWords } from './employee-search.js'
import type { Message } from './messages.js'
import { contains, containsFolded, containsSigns } from './words.js'

/** A message with the person, the report and the document it is about. */
export interface MessageRow {
  id: string
  kind: string
  createdAt: Instant
  readAt: Instant | null
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file. */
  subject: string | null
  reference: string | null
  documentId: string
  documentName: string
  mime: string
  /** In bytes. */
  size: number
}

export interface MessageFilter {
  q: string
  unread: boolean
  /** From 1. */
  page: number
}

export const messagesPerPage = 25

/** One page of an employer's messages, newest first, and how many match. */
export async function listMessages(
  db: Knex,
  employerId: string,
  { q, unread, page }: MessageFilter,
): Promise<{ messages: MessageRow[]; found: number }> {
  const wanted = withSubjects(db).where('messages.employerId', employerId)
  if (unread) wanted.whereNull('messages.readAt')
  for (const word of searchWords(q))
    wanted.where((either) =>
      either
        .where(contains(db, 'employees.search', word))
        .orWhere(containsFolded(db, 'mutations.subject', word))
        .orWhere(containsSigns(db, 'mutations.reference', word)),
    )
  const count = await wanted.clone().count({ found: '*' }).first()
  const messages = await select(wanted)
    .orderBy([{ column: 'messages.createdAt', order: 'desc' }, 'messages.id'])
    .limit(messagesPerPage)
    .offset((page - 1) * messagesPerPage)
  return { messages, found: Number(count?.found ?? 0) }
}

/** How many messages an employer has, and how many of them nobody has opened. */
export async function messageCounts(db: Knex, employerId: string): Promise<{ all: number; unread: number }> {
  const row = await db('messages').where({ employerId }).count({ all: '*', read: 'readAt' }).first()
  return { all: Number(row?.all ?? 0), unread: Number(row?.all ?? 0) - Number(row?.read ?? 0) }
}

/** A message of this employer with everything its page shows, or null. */
export async function messageToRead(
  db: Knex,
  employerId: string,
  id: string,
): Promise<(Message & MessageRow) | null> {
  const found = await select(withSubjects(db))
    .select('messages.employerId', 'messages.employeeId', 'messages.mutationId', 'messages.readBy')
    .where({ 'messages.id': id, 'messages.employerId': employerId })
    .first()
  return found ?? null
}

const withSubjects = (db: Knex): Knex.QueryBuilder =>
  db('messages')
    .join('documents', 'documents.id', 'messages.documentId')
    .leftJoin('employees', 'employees.id', 'messages.employeeId')
    .leftJoin('mutations', 'mutations.id', 'messages.mutationId')

const select = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query
    .select('messages.id', 'messages.kind', 'messages.createdAt', 'messages.readAt', 'messages.documentId')
    .select('employees.firstName', 'employees.lastName', 'mutations.subject', 'mutations.reference')
    .select({ documentName: 'documents.name', mime: 'documents.mime', size: 'documents.size' })
