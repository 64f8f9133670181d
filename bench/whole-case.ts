import { createHmac, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { sha256 } from '../db/seal.js'
import { checkPage, reviewPage, statusPage } from '../test/crash/cases.js'
import type { openAwaited } from './awaited.js'
import type { Send } from './sender.js'

/** An employer's user and a caseworker, each with a session of their own. */
export interface Pair {
  hr: { cookie: string; token: string }
  desk: { cookie: string; token: string }
}

type Awaited = Pick<ReturnType<typeof openAwaited>, 'row'>

/** The moments of a case, by the clock of `Date`, in milliseconds. */
export type Moments = { id: string } & Record<
  'begun' | 'sent' | 'opened' | 'listed' | 'taken' | 'looked' | 'decided' | 'written' | 'shown',
  number
>

const now = () => performance.timeOrigin + performance.now()

/**
 * One report from its sending to its message, with the requests that people's browsers send: send, open the list of tasks,
 * take the task, open it, approve, open the list of messages. Throws when a page does not show what it should.
 */
export async function wholeCase(
  send: Send,
  { hr, desk }: Pair,
  awaited: { tasks: Awaited; messages: Awaited },
  { id, reference }: { id: string; reference: string },
): Promise<Moments> {
  const [task, message] = [awaited.tasks.row(`${id}/review/1`), awaited.messages.row(`${id}/decision`)]
  const ask = async (path: string, who: Pair['hr'], status: number, fields?: Record<string, string>) => {
    const answer = await send(path, who.cookie, fields && { _csrf: who.token, ...fields })
    if (answer.status !== status) throw new Error(`${path} answered ${answer.status} instead of ${status}`)
    return answer.body
  }
  const shows = async (path: string, who: Pair['hr'], what: string) => {
    if (!(await ask(path, who, 200)).includes(what)) throw new Error(`${path} does not show ${what}`)
  }
  const begun = now()
  await ask(checkPage(id), hr, 303, { confirm: 'yes' })
  const sent = now()
  await task
  const opened = now()
  await shows(`/office?q=${reference}`, desk, id)
  const listed = now()
  await ask(`${reviewPage(id)}/claim`, desk, 303, {})
  const taken = now()
  const sheet = await ask(reviewPage(id), desk, 200)
  const looked = now()
  const version = /name="version" value="([^"]*)"/.exec(sheet)?.[1] ?? ''
  await ask(reviewPage(id), desk, 303, { version, decision: 'approve', after: 'list', reason: '' })
  const decided = now()
  await message
  const written = now()
  await shows(`${statusPage(id).replace(/mutations.*/, '')}messages`, hr, id)
  return { id, begun, sent, opened, listed, taken, looked, decided, written, shown: now() }
}

/** Another session of the same user, as in another browser; answers its cookie. */
export async function anotherSession(db: Knex, cookie: string, secret: string): Promise<string> {
  const known =
    decodeURIComponent(cookie)
      .replace(/^sid=s:/, '')
      .split('.')[0] ?? ''
  const id = randomBytes(24).toString('base64url')
  const row = await db('sessions')
    .where({ idHash: sha256(known) })
    .first()
  await db('sessions').insert({ ...row, idHash: sha256(id) })
  const signature = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')
  return `sid=${encodeURIComponent(`s:${id}.${signature}`)}`
}
