import type { Event } from '../../db/events.js'
import {
  dueLanes,
  type Lane,
  nextDue,
  nextEvent,
  noteFailure,
  noteTold,
  queueEvents,
} from '../../db/systems/webhook-lanes.js'
import { webhookToTell } from '../../db/systems/webhooks.js'
import type { Instant } from '../../domain/dates.js'
import { secondsAfter } from '../../domain/interface/webhook.js'
import type { Deps } from '../index.js'
import { call, type Reach, signed } from './call.js'

/** Employers that are told of at the same time; each of them one event after the other. */
const sideBySide = 8
/** How long one round may take, in milliseconds: below the time its activity has. */
const roundTime = 60_000

const now = (): Instant => new Date().toISOString()

export const webhookActivities = (deps: Deps) => ({
  /**
   * Tells a system what has happened, in the order of each employer. Answers in how many milliseconds there is more to tell,
   * null when nothing is left. A crash between telling and noting tells an event twice, under the same id; never not at all.
   */
  async tellSystem(systemId: string): Promise<number | null> {
    const { db, vault } = deps
    const webhook = await webhookToTell(db, vault, systemId, now())
    if (!webhook) return null
    while (await queueEvents(db, systemId));
    const end = Date.now() + roundTime
    const lanes = await dueLanes(db, systemId, now(), 200)
    const walk = async () => {
      for (let lane = lanes.shift(); lane && Date.now() < end; lane = lanes.shift())
        await tellLane(deps, webhook, lane, end)
    }
    await Promise.all(Array.from({ length: sideBySide }, walk))
    const due = await nextDue(db, systemId, now())
    return due === null ? null : Math.max(0, Date.parse(due) - Date.now())
  },
})

type Told = NonNullable<Awaited<ReturnType<typeof webhookToTell>>>

/** Tells the events of one employer until one is not taken. */
async function tellLane({ db, config }: Deps, webhook: Told, lane: Lane, end: number): Promise<void> {
  for (let at = lane; Date.now() < end; ) {
    const event = await nextEvent(db, at)
    if (!event) return
    const reason = await tell(webhook, event, config.webhooks)
    if (reason !== null) {
      const seconds = secondsAfter(at.failures + 1)
      const nextTryAt = seconds && new Date(Date.now() + seconds * 1000).toISOString()
      return noteFailure(db, at, { reason, nextTryAt: nextTryAt || null, at: now() })
    }
    await noteTold(db, at, event.seq, now())
    at = { ...at, toldSeq: event.seq, failures: 0 }
  }
}

function tell({ url, secrets }: Told, event: Event, reach: Reach): Promise<string | null> {
  const body = JSON.stringify(notification(event))
  return call(url, signed(`evt_${event.seq}`, Math.floor(Date.now() / 1000), body, secrets), body, reach)
}

/** What a system is told: ids and the type. Whatever is personal it fetches, with its token. */
export const notification = ({ seq, type, at, employerId, employerSeq, subject }: Event) => ({
  type,
  timestamp: at,
  data: { cursor: String(seq), employer: employerId, number: employerSeq, id: subject },
})
