import type { Knex } from 'knex'
import type { Language, MutationKind } from '../../domain/kinds.js'
import { topicsOf } from '../../domain/topics.js'
import { type Acting, acting, audienceOf, type EmployerEvent, type NoticeEvent } from './audience.js'

/** A notice that is still owed, with what it is about as that stands now. */
export interface FoundNotice {
  id: string
  event: NoticeEvent
  path: string
  userId: string
  email: string
  language: Language
  choices: string
  isActive: number
  /** The task it tells of, or null where it tells of none or of several. */
  taskStatus: string | null
  kind: MutationKind | null
  message: string | null
  employerId: string | null
  /** Of what a colleague has given: whether it is still with this person. */
  isTheirs: number
}

const idOfMessage = 'substr(notices.id, 1, length(notices.id) - length(notices.user_id) - 1)'
const isOfTask = "substr(notices.id, 1, length(tasks.id) + 1) = tasks.id || '/'"
const isNamed = "notices.path = '/office/tasks/' || given.id"
const isTheirs = `notices.event = 'assigned' and exists (select 1 from tasks as given where given.claimed_by = notices.user_id
    and given.side = 'fund' and given.status = 'open' and (${isNamed} or notices.path not like '/office/tasks/%'))`

/** The notices that are neither sent nor refused, oldest first; narrow it by columns of `notices`. */
export const foundNotices = (db: Knex): Knex.QueryBuilder =>
  db('notices')
    .join('users', 'users.id', 'notices.userId')
    .leftJoin('mutations', 'mutations.id', 'notices.mutationId')
    .joinRaw(`left join messages on notices.event = 'message' and messages.id = ${idOfMessage}`)
    // the answer to a wish for more time bears the name of the office's task, which is done
    .joinRaw(
      `left join tasks on tasks.mutation_id = notices.mutation_id and notices.event <> 'extension' and ${isOfTask}`,
    )
    .whereNull('notices.sentAt')
    .whereNull('notices.failedAt')
    .orderBy(['notices.createdAt', 'notices.id'])
    .select('notices.id', 'notices.event', 'notices.path', 'notices.userId')
    .select('users.email', 'users.language', 'users.choices', 'mutations.kind')
    .select({ taskStatus: 'tasks.status', message: 'messages.kind' })
    .select({
      isActive: db.raw("case users.status when 'active' then 1 else 0 end"),
      employerId: db.raw('coalesce(messages.employer_id, mutations.employer_id)'),
      isTheirs: db.raw(`case when ${isTheirs} then 1 else 0 end`),
    })

/**
 * Those of some notices that still tell somebody something they may open and have yet to look after. The others are forgotten: they would not
 * be owed if what they tell of happened now, or the task has been done meanwhile.
 */
export async function withoutPointless(db: Knex, found: FoundNotice[]): Promise<FoundNotice[]> {
  const users = await actingFor(db, [...new Set(found.flatMap(({ employerId }) => employerId ?? []))])
  const pointless = found.filter((it) => !stands(it, users.get(it.employerId ?? '') ?? []))
  for (const ids of inParts(pointless.map(({ id }) => id))) await db('notices').whereIn('id', ids).delete()
  const gone = new Set(pointless)
  return found.filter((it) => !gone.has(it))
}

function stands(notice: FoundNotice, users: Acting[]): boolean {
  const { event, kind, message, taskStatus, userId } = notice
  if (!notice.isActive) return false
  if (event === 'assigned') return Boolean(notice.isTheirs)
  if (taskStatus !== null && taskStatus !== 'open') return false
  if (event === 'withdrawal') return true
  const now = audienceOf(users, topicsOf(kind ?? undefined, message ?? ''), unlessUnattended(event))
  return now.event === event && now.users.some(({ id }) => id === userId)
}

/** What it would be were somebody able to open it. */
const unlessUnattended = (event: Exclude<NoticeEvent, 'assigned' | 'withdrawal'>): EmployerEvent =>
  event === 'unattended' ? 'task' : event === 'unattended-reminder' ? 'reminder' : event

async function actingFor(db: Knex, employerIds: string[]): Promise<Map<string, Acting[]>> {
  const byEmployer = new Map<string, Acting[]>()
  for (const ids of inParts(employerIds))
    for (const user of await acting(db, ids))
      byEmployer.set(user.employerId, [...(byEmployer.get(user.employerId) ?? []), user])
  return byEmployer
}

/** As many as one statement may name. */
function inParts(ids: string[]): string[][] {
  const parts: string[][] = []
  for (let n = 0; n < ids.length; n += 500) parts.push(ids.slice(n, n + 500))
  return parts
}
