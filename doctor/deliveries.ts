import type { Knex } from 'knex'
import { mailsWaiting, promisesWaiting, stoppedLanes, type Waiting } from '../db/care/doctor.js'
import type { Operation } from '../db/care/operations.js'
import type { Instant } from '../domain/dates.js'
import { type Finding, find, minutes } from './finding.js'

/** What should have gone out: promises to Temporal, mails, news for systems, SMS. */
export async function deliveries(
  db: Knex,
  last: Partial<Record<Operation, Instant>>,
  now: Instant,
): Promise<Finding[]> {
  const { owed, refused } = await mailsWaiting(db)
  const stopped = await stoppedLanes(db)
  return [
    queue('outbox', await promisesWaiting(db), minutes(2), now),
    queue('mails', owed, minutes(15), now),
    ...(refused.count > 0 ? [find('watch', 'mails', 'refused', { values: { count: refused.count } })] : []),
    ...(stopped > 0 ? [find('bad', 'webhooks', 'stopped', { values: { count: stopped } })] : []),
    ...sms(last),
  ]
}

function queue(
  what: 'outbox' | 'mails',
  { count, oldest }: Waiting,
  patience: number,
  now: Instant,
): Finding {
  if (!oldest) return find('good', what, 'empty')
  const values = { count, oldest }
  return Date.parse(now) - Date.parse(oldest) > patience
    ? find('bad', what, 'late', { values })
    : find('good', what, 'waiting', { values })
}

function sms(last: Partial<Record<Operation, Instant>>): Finding[] {
  const { 'sms-sent': sent, 'sms-failed': failed } = last
  if (failed && failed > (sent ?? '')) return [find('bad', 'sms', 'failed', { values: { at: failed } })]
  return sent ? [find('good', 'sms', 'sent', { values: { at: sent } })] : []
}
