import autocannon from 'autocannon'
import { processorOf } from './processor.js'

export interface Load {
  name: string
  p50: number
  p95: number
  perSecond: number
  /** Milliseconds of CPU time that an answer costs the process and all its threads; NaN where that cannot be told. */
  cpu: number
}

/** What is asked for, and the process that answers. */
export interface Asked {
  name: string
  url: string
  cookie: string
  pid: number
}

/** Asks for one page over ten connections for some seconds. Milliseconds and requests a second; throws if any answer was no 200. */
export async function load({ name, url, cookie, pid }: Asked, seconds = 5): Promise<Load> {
  const before = processorOf(pid)
  const result = await autocannon({
    url,
    connections: 10,
    duration: seconds,
    headers: cookie ? { cookie } : {},
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${name}: ${result.non2xx} answers were no 200, ${result.errors} errors`)
  const { p50, p97_5, average } = result.latency
  const used = processorOf(pid)
  const cpu = (used - before) / result['2xx']
  return { name, p50, p95: p97_5 ?? average, perSecond: Math.round(result.requests.average), cpu }
}

/** The middle one of several rounds, by requests a second. */
export function median(rounds: Load[]): Load {
  const sorted = rounds.toSorted((a, b) => a.perSecond - b.perSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('nothing was measured')
  return middle
}
