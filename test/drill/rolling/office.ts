import type { Knex } from 'knex'
import { openCampaign } from '../../../db/certificates/campaigns.js'
import { addDays } from '../../../domain/dates.js'
import { signedIn } from '../../crash/person.js'
import { eventually, within } from '../../eventually.js'
import type { Stack } from '../../stack.js'
import { by, givenEmployee, today } from '../../workflows/case.js'
import { givenPupil } from '../../workflows/training-case.js'
import { approve, draftsOf, finish, type Report, type Staff, send } from './reports.js'
import { workerOf } from './temporal.js'

/** Campaigns of the drill, each about so many children. */
export const campaigns = ['early', 'late'] as const
export const children = 150

/** What the drill of an upgrade did in an office. */
export interface Played {
  reports: Report[]
  /** The workers of each release, as Temporal names them. */
  workers: { before: string[]; today: string[] }
}

/**
 * An upgrade, a step back and the upgrade again: reports and campaigns begun by the worker of the release before are carried on by today's and the other way round,
 * while both portals take what people press. One worker is killed in the middle, the other ends in order. `watch` is called while both releases run.
 */
export async function playUpgrade(stack: Stack, db: Knex, watch: () => Promise<void>): Promise<Played> {
  const workers: Played['workers'] = { before: [], today: [] }
  const portals = [stack.url]
  const start = async (release: 'before' | 'today') => {
    const part = release === 'before' ? 'worker' : 'worker-2'
    await stack.startWorker(undefined, part)
    workers[release].push(workerOf(stack.pid(part)))
  }
  await stack.startTemporal()
  await Promise.all([start('before'), stack.startPortal()])
  let turn = 0
  const either = () => portals[turn++ % portals.length] ?? stack.url
  const staff: Staff = {
    db,
    hr: await signedIn(either, 'hr@muster-bau.example'),
    desk: await signedIn(either, 'desk@kasse.example'),
  }
  const sent = async (year: number) => {
    const reports = await draftsOf(db, year)
    await Promise.all(reports.map((it) => send(staff, it)))
    return reports
  }
  const all = (reports: Report[], act: typeof approve) => Promise.all(reports.map((it) => act(staff, it)))

  say('Sent through the portal before, begun by the worker before')
  const early = await sent(2025)
  await campaign(db, 'early')

  say('Sent and decided through either portal while both workers run')
  await Promise.all([start('today'), stack.startPortal(undefined, 'portal-2')])
  portals.push(stack.secondUrl)
  const middle = await sent(2024)
  await watch()
  await all(early.slice(0, 3), approve)

  say('The worker before is killed: today’s carries on what it began')
  await stack.stop('worker')
  await all(early.slice(3), approve)
  await all(early, finish)
  await isDone(db, 'early')
  const late = await sent(2023)
  await campaign(db, 'late')

  say('A step back: the worker before carries on what today’s began')
  await start('before')
  await stack.stop('worker-2', 'SIGTERM')
  await all(late, approve)
  await all(late.slice(0, 3), finish)
  await isDone(db, 'late')

  say('Today’s worker and portal finish alone')
  await start('today')
  await Promise.all([stack.stop('worker', 'SIGTERM'), stack.stop('portal', 'SIGTERM')])
  portals.shift()
  await all(middle, approve)
  await all([...middle, ...late.slice(3)], finish)
  await within(300)('every promise is kept', async () => {
    const owed = await db('notices').where({ isHeld: 0 }).whereNull('sentAt').first()
    return !owed && !(await db('outbox').first())
  })
  return { reports: [...early, ...middle, ...late], workers }
}

/** Asks for the certificates of many children at once, and waits until that has begun. */
async function campaign(db: Knex, id: (typeof campaigns)[number]): Promise<void> {
  const ids = await givenEmployee(db)
  for (let nth = 0; nth < children; nth++) await givenPupil(db, ids, { until: addDays(today, 20) })
  const fresh = { id, kind: 'training-certificate' as const, leadDays: 60, employers: [ids.employer] }
  await openCampaign(db, { ...fresh, found: children }, by('desk'))
  await eventually(`${id} has begun`, () => db('mutations').where({ campaignId: id }).first())
}

const isDone = (db: Knex, id: string) =>
  eventually(`${id} is done`, () => db('campaigns').where({ id, status: 'done' }).first())

const say = (what: string) => console.log(`– ${what}`)
