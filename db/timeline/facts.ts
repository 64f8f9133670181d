import type { Knex } from 'knex'
import type { Message } from '../messages/messages.js'
import { type Reminder, remindersOf } from '../notices/notices.js'
import { type Amendment, newsIn } from '../reports/amendments.js'
import type { Document } from '../reports/documents.js'
import type { Extension } from '../tasks/extensions.js'
import { type Task, toTask } from '../tasks/tasks.js'

/** What timelines are made of. */
export interface TimelineFacts {
  tasks: Task[]
  amendments: Amendment[]
  extensions: (Extension & { mutationId: string })[]
  reminders: Reminder[]
  messages: Message[]
  /** Papers that the office has filed. */
  filed: Document[]
}

/** The facts about some reports, each kind in its order: six queries, however many reports there are. */
export async function factsAbout(db: Knex, mutationIds: string[]): Promise<TimelineFacts> {
  const about = (table: string) => db(table).whereIn('mutationId', mutationIds)
  const [tasks, amendments, extensions, reminders, messages, filed] = await Promise.all([
    about('tasks').orderBy(['openedAt', 'id']),
    about('amendments').orderBy('createdAt'),
    about('extensions').orderBy(['askedAt', 'id']),
    remindersOf(db, mutationIds),
    about('messages'),
    about('documents').where({ origin: 'filed' }),
  ])
  return { tasks: tasks.map(toTask), amendments: newsIn(amendments), extensions, reminders, messages, filed }
}

/** Those of one report. */
export function factsOf(facts: TimelineFacts, id: string): TimelineFacts {
  const own = <Fact extends { mutationId: string | null }>(all: Fact[]) =>
    all.filter(({ mutationId }) => mutationId === id)
  return {
    tasks: own(facts.tasks),
    amendments: own(facts.amendments),
    extensions: own(facts.extensions),
    reminders: own(facts.reminders),
    messages: own(facts.messages),
    filed: own(facts.filed),
  }
}
