import type { Knex } from 'knex'
import { userId } from '../../demo/accounts.js'
import { answerForPapers, checkPage, draftCase, reviewPage, statusPage } from '../crash/cases.js'
import { type Person, signedIn } from '../crash/person.js'
import type { Stack } from '../stack.js'
import { between, type Chance, pause } from './chance.js'

/** What people tried and what they were told. `unknown`: nobody answered, or a page of the portal asked them to try again. */
export interface Diary {
  /** When it began. */
  begun: string
  /** Reports somebody began to send. */
  sent: Set<string>
  /** Reports whose sender was told that they had arrived. */
  acknowledged: Set<string>
  /** Reviews somebody decided, by task, with whom the portal told that it was done. */
  decided: Map<string, string>
  tries: Record<'submit' | 'decide' | 'look', { ok: number; unknown: number }>
  /** What must never be seen: a stack in a page, or another employer. */
  seen: string[]
}

export const newDiary = (): Diary => ({
  begun: new Date().toISOString(),
  sent: new Set(),
  acknowledged: new Set(),
  decided: new Map(),
  tries: { submit: { ok: 0, unknown: 0 }, decide: { ok: 0, unknown: 0 }, look: { ok: 0, unknown: 0 } },
  seen: [],
})

const hrId = userId('hr@muster-bau.example')

interface Desk {
  person: Person
  id: string
}

export interface Staff {
  hr: Person
  /** Names of employers that the personnel of one must never see. */
  strangers: string[]
  desks: Desk[]
}

/** Signs everybody in. Their requests go to either portal. */
export async function arrive(stack: Stack, db: Knex, chance: Chance): Promise<Staff> {
  const either = () => (chance() < 0.5 ? stack.url : stack.secondUrl)
  const desk = async (email: string) => ({ person: await signedIn(either, email), id: userId(email) })
  return {
    hr: await signedIn(either, 'hr@muster-bau.example'),
    strangers: await db('employers').whereNot({ id: 'muster-bau' }).pluck('name'),
    desks: [await desk('desk@kasse.example'), await desk('desk2@kasse.example')],
  }
}

/** Somebody who reports one allowance after the other, and presses again until told that it has arrived. */
export async function reportsUntil(
  end: number,
  db: Knex,
  staff: Staff,
  diary: Diary,
  chance: Chance,
): Promise<void> {
  while (Date.now() < end) {
    const id = await patiently(() => draftCase(db, hrId))
    diary.sent.add(id)
    while (!diary.acknowledged.has(id) && Date.now() < end + 30_000) await submit(id, staff.hr, diary)
    await look(staff, diary)
    await papers(db, id)
    await pause(between(chance, 300, 1500))
  }
}

async function submit(id: string, hr: Person, diary: Diary): Promise<void> {
  const answer = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
  const arrived = answer?.status === 303 && answer.headers.get('location') === statusPage(id)
  if (await noteTry('submit', arrived, answer, diary)) diary.acknowledged.add(id)
}

async function look({ hr, strangers }: Staff, diary: Diary): Promise<void> {
  const page = await hr.open('/e/muster-bau/mutations').catch(() => null)
  const text = page?.('main').text() ?? ''
  diary.tries.look[text ? 'ok' : 'unknown']++
  for (const stranger of strangers)
    if (text.includes(stranger)) diary.seen.push(`the personnel saw ${stranger}`)
}

/** The employer answers for the papers as soon as it is asked. */
export async function papers(db: Knex, id: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    if (await patiently(() => answerForPapers(db, id, hrId))) return
    await pause(500)
  }
}

/** A caseworker who takes one open review after the other and approves it. */
export async function decidesUntil(
  end: number,
  db: Knex,
  staff: Staff,
  diary: Diary,
  chance: Chance,
): Promise<void> {
  const desk = staff.desks[Math.floor(chance() * staff.desks.length)]
  while (desk && Date.now() < end) {
    const open = await patiently(() => openReviews(db, desk, diary))
    const id = open[Math.floor(chance() * open.length)]
    if (id) await decide(id, desk, diary)
    await pause(between(chance, 200, 1000))
  }
}

/** Reports of these days whose review nobody looks after, or this caseworker does. */
export async function openReviews(db: Knex, desk: Desk, { sent }: Diary): Promise<string[]> {
  const open: { mutationId: string; claimedBy: string | null }[] = await db('tasks')
    .where({ status: 'open', step: 'review' })
    .whereIn('mutationId', [...sent])
    .select('mutationId', 'claimedBy')
  return open.filter((it) => (it.claimedBy ?? desk.id) === desk.id).map(({ mutationId }) => mutationId)
}

export async function decide(id: string, desk: Desk, diary: Diary): Promise<void> {
  await desk.person.press(reviewPage(id), 'form[action$="/claim"]', {})
  const choice = { decision: 'approve', after: 'list', reason: '' }
  const answer = await desk.person.press(reviewPage(id), 'form.decide', choice)
  const done = answer?.status === 303
  if (await noteTry('decide', done, answer, diary)) diary.decided.set(`${id}/review/1`, desk.id)
}

/** Whether a try went well; before another one passes a moment, and a page of trouble is looked at. */
async function noteTry(
  what: 'submit' | 'decide',
  isDone: boolean,
  answer: Response | null,
  diary: Diary,
): Promise<boolean> {
  diary.tries[what][isDone ? 'ok' : 'unknown']++
  if (isDone) return true
  const body = answer && answer.status >= 500 ? await answer.text().catch(() => '') : ''
  if (/\n\s+at .+:\d+:\d+/.test(body)) diary.seen.push('a stack in a page')
  await pause(500)
  return false
}

/** What the drill itself asks of the database is repeated while that is away. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries >= 60) throw error
      await pause(500)
    }
  }
}
