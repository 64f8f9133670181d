import { Client, Connection, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import type { Config } from './config.js'
import { workflowNames } from './workflows/names.js'

/** The daily search for training certificates; the same id however many workers there are. */
export const certificateSearch = (taskQueue: string) => `${taskQueue}-training-certificates`
/** The daily look whether the wages of a year are to be asked for. */
export const wagesCall = (taskQueue: string) => `${taskQueue}-salary-declarations`

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
  daily(taskQueue, certificateSearch(taskQueue), workflowNames.campaign, 30),
  // daily: who was not there on the first day, or was missed, is asked the day after
  daily(taskQueue, wagesCall(taskQueue), workflowNames['declaration-call'], 40),
]

const daily = (taskQueue: string, scheduleId: string, workflowType: string, minute: number) => ({
  scheduleId,
  spec: { calendars: [{ hour: 5, minute }], timezone: 'Europe/Zurich' },
  policies: {
    overlap: ScheduleOverlapPolicy.SKIP,
    catchupWindow: '14 days' as const,
    pauseOnFailure: false,
  },
  action: {
    type: 'startWorkflow' as const,
    workflowType,
    workflowId: scheduleId,
    taskQueue,
    args: [null],
  },
})
