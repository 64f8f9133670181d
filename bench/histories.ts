import { readdirSync, readFileSync } from 'node:fs'
import { table } from './table.js'

const folder = new URL('../test/histories/', import.meta.url)

/** Events of history by kind of report and how it went, counted in the recorded histories that the tests replay. */
export async function benchHistories(): Promise<void> {
  const rows = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const { events } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { events: Event[] }
      const count = (type: string) => events.filter(({ eventType }) => eventType.endsWith(type)).length
      return {
        report: name.replace('.json', ''),
        events: events.length,
        nudges: count('WORKFLOW_EXECUTION_SIGNALED'),
        timers: count('TIMER_STARTED'),
        'kB of history': Math.round(JSON.stringify(events).length / 1000),
      }
    })
  table('Events of history, by report and how it went', rows)
}

interface Event {
  eventType: string
}
