import type { Knex } from 'knex'
import { stuckMutations } from '../db/care/doctor.js'
import type { Instant } from '../domain/dates.js'
import { failing } from './failing.js'
import { days, type Finding, find, minutes } from './finding.js'
import { compare } from './reconcile.js'
import type { SeenSchedule, TemporalView } from './temporal.js'

/** Of so many reports, those first that were told something last, a page asks Temporal whether their workflow has heard of it. */
const lookAt = 200
const isErrand = ({ workflowId, mutationId }: { workflowId: string; mutationId: string }) =>
  workflowId !== mutationId

/**
 * What runs in Temporal: whether it agrees with SQL, what does not get on, looked for for so many milliseconds, and what should have begun
 * by itself.
 */
export async function procedures(
  db: Knex,
  temporal: TemporalView,
  now: Instant,
  patience?: number,
): Promise<Finding[]> {
  const { unknown, ...differences } = await compare(db, temporal, now, lookAt)
  const stuck = await stuckMutations(db, new Date(Date.parse(now) - minutes(5)).toISOString(), 20)
  const troubles = await Promise.all(
    stuck.map(async ({ id, reference }) => `${reference} (${id}): ${(await temporal.trouble(id)) ?? '–'}`),
  )
  const { missing, left, behind, ahead } = differences
  const differ = [...missing, ...left, ...behind, ...ahead]
  const reportsFirst = differ.toSorted((a, b) => Number(isErrand(a)) - Number(isErrand(b))).slice(0, 20)
  return [
    differ.length > 0
      ? find('bad', 'workflows', 'differ', {
          values: {
            missing: missing.length,
            left: left.length,
            behind: behind.length,
            ahead: ahead.length,
          },
          names: reportsFirst.map(({ workflowId }) => workflowId),
          reports: reportsFirst.filter((it) => !isErrand(it)).map(({ mutationId }) => mutationId),
        })
      : find('good', 'workflows', 'agree'),
    ...(unknown.length > 0
      ? [
          find('watch', 'workflows', 'unknown', {
            values: { count: unknown.length },
            names: unknown.slice(0, 20),
          }),
        ]
      : []),
    troubles.length > 0
      ? find('bad', 'reports', 'stuck', {
          values: { count: troubles.length },
          names: troubles,
          reports: stuck.map(({ id }) => id),
        })
      : find('good', 'reports', 'fine'),
    ...(await failing(temporal, now, patience)),
    ...scheduleFindings(await temporal.schedules(), now),
  ]
}

/** What is said of the schedules there should be. */
export function scheduleFindings(seen: SeenSchedule[], now: Instant): Finding[] {
  const named = (how: (it: SeenSchedule) => boolean) => seen.filter(how).map(({ name }) => name)
  const wrong = {
    absent: named((it) => !it.isThere),
    paused: named((it) => it.isPaused),
    late: named(
      (it) => it.isThere && !it.isPaused && Date.parse(now) - Date.parse(it.lastAt ?? now) > days(1.1),
    ),
    missed: named((it) => it.missed > 0),
  }
  const found = Object.entries(wrong)
    .filter(([, names]) => names.length > 0)
    .map(([how, names]) => find(how === 'missed' ? 'watch' : 'bad', 'schedules', how, { names }))
  return found.length > 0 ? found : [find('good', 'schedules', 'run')]
}
