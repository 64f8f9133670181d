import { Client, Connection, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import type { Config } from './config.js'
import { bulkQueue, workflowNames } from './workflows/names.js'

/** The daily search for training certificates; the same id however many workers there are. */
export const certificateSearch = (taskQueue: string) => `${taskQueue}-training-certificates`
/** The daily look whether the wages of a year are to be asked for. */
export const wagesCall = (taskQueue: string) => `${taskQueue}-salary-declarations`

/** The mail of the day, for all who want their notices together. */
export const dailyMail = (taskQueue: string) => `${taskQueue}-digest`
/** The daily run of the retention. */
export const retentionRun = (taskQueue: string) => `${taskQueue}-retention`

const deadline = () => Date.now() + 10_000

/**
 * Makes the portal's schedules, or brings those that are there to what is meant now. What was missed while Temporal was
 * down runs once it is back; a run that is still going on is not disturbed by the next.
 */
export async function keepSchedules(temporal: Config['temporal']): Promise<void> {
  const { address, tls, apiKey, namespace, taskQueue } = temporal
  const connection = Connection.lazy({ address, tls, apiKey })
  try {
    const { schedule } = new Client({ connection, namespace })
    for (const { scheduleId, ...meant } of meantSchedules(taskQueue))
      await connection.withDeadline(deadline(), async () => {
        try {
          await schedule.create({ scheduleId, ...meant })
        } catch (error) {
          if (!(error instanceof ScheduleAlreadyRunning)) throw error
          await schedule.getHandle(scheduleId).update(({ state }) => ({ ...meant, state }))
        }
      })
  } finally {
    await connection.close()
  }
}

const meantSchedules = (taskQueue: string) => [
  daily(taskQueue, certificateSearch(taskQueue), workflowNames.campaign, '05:30'),
  // daily: who was not there on the first day, or was missed, is asked the day after
  daily(taskQueue, wagesCall(taskQueue), workflowNames['declaration-call'], '05:40'),
  daily(taskQueue, retentionRun(taskQueue), workflowNames.retention, '03:10'),
  daily(taskQueue, dailyMail(taskQueue), workflowNames.digest, '07:00'),
]

/** The ids of all schedules. */
export const scheduleIds = (taskQueue: string) =>
  meantSchedules(taskQueue).map(({ scheduleId }) => scheduleId)

const daily = (taskQueue: string, scheduleId: string, workflowType: string, at: string) => ({
  scheduleId,
  spec: {
    calendars: [{ hour: Number(at.slice(0, 2)), minute: Number(at.slice(3)) }],
    timezone: 'Europe/Zurich',
  },
  policies: {
    overlap: ScheduleOverlapPolicy.SKIP,
    catchupWindow: '14 days' as const,
    pauseOnFailure: false,
  },
  action: {
    type: 'startWorkflow' as const,
    workflowType,
    workflowId: scheduleId,
    taskQueue: bulkQueue(taskQueue),
    args: [null],
  },
})
