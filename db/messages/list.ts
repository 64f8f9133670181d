import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Gist } from '../../domain/gist.js'
import type { Language } from '../../domain/kinds.js'
import { referenceIn } from '../../domain/references.js'
import { heading, withOwnWords } from '../mailings/words.js'
import { openMessage, openMessageAbout, type Topics } from '../open-topics.js'
import { searchWords } from '../people/search.js'
import { anywhere, compared, containing, contains, containsFolded, containsSigns } from '../words.js'
import type { Message } from './messages.js'

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
  /** What it is called, where the office has written it itself. */
  heading: string | null
  mailingId: string | null
  documentId: string | null
}

/** A message with what its page shows. */
export interface MessageToRead extends Message, MessageRow {
  gist: Gist | null
  documentName: string | null
  mime: string | null
  /** In bytes. */
  size: number | null
  /** The words of the office itself, in the language of the employer or else in German. */
  text: string | null
  textLanguage: Language | null
}

/** All that are not put away, those nobody has opened, and those that are put away. */
export const messageViews = ['all', 'unread', 'archive'] as const
export type MessageView = (typeof messageViews)[number]

/** What messages are about, by how their kinds end. */
export const messageTopics = ['decision', 'confirmation', 'statement', 'notice'] as const
export type MessageTopic = (typeof messageTopics)[number]
const endings: Record<MessageTopic, string[]> = {
  decision: ['%-decision', '%-refusal'],
  confirmation: ['%-confirmation'],
  statement: ['%-statement'],
  notice: ['%-notice'],
}

export interface MessageFilter {
  q: string
  /** `sent`: those that are put away as well, for the office. */
  show: MessageView | 'sent'
  /** Only decisions, confirmations, statements or what the office writes itself; all without it. */
  topic?: MessageTopic
  /** From 1. */
  page: number
  /** To what of it the topics of who looks are open. */
  topics: Topics
}

export const messagesPerPage = 25

/** One page of an employer's messages, newest first, and how many match. */
export async function listMessages(
  db: Knex,
  employerId: string,
  { q, show, topic, page, topics }: MessageFilter,
): Promise<{ messages: MessageRow[]; found: number }> {
  const wanted = asked(db, employerId, { q, show, topic, topics })
  const count = await wanted.clone().count({ found: '*' }).first()
  const onPage = wanted
    .orderBy(newestFirst)
    .limit(messagesPerPage)
    .offset((page - 1) * messagesPerPage)
  const messages = await select(db, withSubjects(db))
    .whereIn('messages.id', await onPage.pluck('messages.id'))
    .orderBy(newestFirst)
  return { messages, found: Number(count?.found ?? 0) }
}

/** All messages of a filter, the newest first and without pages: at most `limit`. */
export async function messageLines(
  db: Knex,
  employerId: string,
  filter: Omit<MessageFilter, 'page'>,
  limit: number,
): Promise<MessageRow[]> {
  const wanted = asked(db, employerId, filter).orderBy(newestFirst).limit(limit).select('messages.id')
  return select(db, withSubjects(db)).whereIn('messages.id', wanted).orderBy(newestFirst)
}

const newestFirst = [{ column: 'messages.createdAt', order: 'desc' }, 'messages.id']

/** The messages of a filter; what they are about is joined only where somebody looks for it. */
function asked(db: Knex, employerId: string, { q, show, topic, topics }: Omit<MessageFilter, 'page'>) {
  const wanted = db('messages')
    .where('messages.employerId', employerId)
    .whereRaw(openMessageAbout(topics), { employerId })
  if (show === 'archive') wanted.whereNotNull('messages.archivedAt')
  else if (show !== 'sent') wanted.whereNull('messages.archivedAt')
  if (show === 'unread') wanted.whereNull('messages.readAt')
  if (topic)
    wanted.where((either) => {
      for (const ending of endings[topic]) either.orWhereLike('messages.kind', ending)
    })
  const reference = referenceIn(q)
  if (reference)
    return wanted.whereIn('messages.mutationId', db('mutations').where({ reference }).select('id'))
  const words = searchWords(q)
  if (words.length > 0) wanted.where(about(db, employerId, words))
  return wanted
}

/** Messages about whom a search means: somebody on file, a newcomer or a year by what the report is called, or the office's own heading. */
function about(db: Knex, employerId: string, words: string[]) {
  const people = db('employees').where({ employerId }).select('id')
  const reports = db('mutations').where({ employerId }).select('id')
  // only a part of a reference means reports about people on file as well
  if (!words.every((word) => /\d/.test(word))) reports.whereNull('employeeId')
  const spoken = db.raw('(select language from employers where id = ?)', [employerId])
  const mailings = db('mailings')
    .leftJoin({ own: 'mailingWords' }, (on) =>
      on.on('own.mailingId', 'mailings.id').andOn('own.language', spoken),
    )
    .select('mailings.id')
  for (const word of words) {
    people.where(contains(db, 'search', word))
    reports.where((either) =>
      either.where(containsFolded(db, 'subject', word)).orWhere(containsSigns(db, 'reference', word)),
    )
    mailings.whereRaw(containing(compared.folded(heading), '?'), [anywhere(word)])
  }
  return (either: Knex.QueryBuilder) =>
    either
      .whereIn('messages.employeeId', people)
      .orWhereIn('messages.mutationId', reports)
      .orWhereIn('messages.mailingId', mailings)
}

/** How many messages of an employer each view holds. */
export async function messageCounts(
  db: Knex,
  employerId: string,
  own: Topics,
): Promise<Record<MessageView, number>> {
  const row = await db('messages')
    .where({ employerId })
    .whereRaw(openMessageAbout(own), { employerId })
    .count({ all: '*', read: 'readAt', archive: 'archivedAt' })
    .first()
  const [all, read, archive] = [row?.all, row?.read, row?.archive].map((count) => Number(count ?? 0)) as [
    number,
    number,
    number,
  ]
  return { all: all - archive, unread: all - read, archive }
}

/** A message of this employer that is open to these topics, with everything its page shows, or null. */
export async function messageToRead(
  db: Knex,
  employerId: string,
  id: string,
  own: Topics,
): Promise<MessageToRead | null> {
  const found = await select(db, withSubjects(db))
    .leftJoin('documents', 'documents.id', 'messages.documentId')
    .select('messages.employerId', 'messages.employeeId', 'messages.mutationId', 'messages.readBy')
    .select('messages.gist')
    .select('documents.mime', 'documents.size', { documentName: 'documents.name' })
    .select({ text: db.raw('coalesce(own.text, mailings.text)'), textLanguage: 'own.language' })
    .where({ 'messages.id': id, 'messages.employerId': employerId })
    .whereRaw(openMessage(own))
    .first()
  return found ? { ...found, gist: gistIn(found.gist) } : null
}

/** Nothing where its key was destroyed: then it is no JSON. */
const gistIn = (text: string | null): Gist | null => (text?.startsWith('{') ? JSON.parse(text) : null)

const withSubjects = (db: Knex): Knex.QueryBuilder =>
  db('messages')
    .leftJoin('mailings', 'mailings.id', 'messages.mailingId')
    .joinRaw(withOwnWords)
    .leftJoin('employees', 'employees.id', 'messages.employeeId')
    .leftJoin('mutations', 'mutations.id', 'messages.mutationId')

const select = (db: Knex, query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query
    .select('messages.id', 'messages.kind', 'messages.createdAt', 'messages.readAt', 'messages.documentId')
    .select('employees.firstName', 'employees.lastName', 'mutations.subject', 'mutations.reference')
    .select('messages.mailingId', { heading: db.raw(heading) })
