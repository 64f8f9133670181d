import { Client, Connection } from '@temporalio/client'
import type { Config } from '../config.js'

/** The moments at which Temporal noted something about a workflow, in milliseconds, and how many events there are. */
export interface Steps {
  /** By the name of the event, in their order. */
  at(event: string, nth?: number): number
  events: number
}

/** What Temporal has noted about workflows of these ids. */
export async function stepsOf({ temporal }: Config, ids: string[]): Promise<Map<string, Steps>> {
  const connection = await Connection.connect({ address: temporal.address })
  const { workflow } = new Client({ connection, namespace: temporal.namespace })
  const found = new Map<string, Steps>()
  for (const id of ids) {
    const { events } = await workflow.getHandle(id).fetchHistory()
    const noted = (events ?? []).map(({ eventTime, ...event }) => ({
      time: Number(eventTime?.seconds) * 1000 + Number(eventTime?.nanos) / 1e6,
      name: Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
    }))
    found.set(id, {
      at: (name, nth = 0) =>
        noted.filter((it) => it.name === `${name}EventAttributes`)[nth]?.time ?? Number.NaN,
      events: noted.length,
    })
  }
  await connection.close()
  return found
}
