import { connect, type Socket } from 'node:net'

export interface Dribbler {
  /** Seconds until the other side ended it; null while it has not. */
  endedAfter(): number | null
  close(): void
}

/** A connection that sends the beginning of a request, then one more piece each second. */
export function dribbler(url: string, beginning: string, piece: string): Dribbler {
  const begun = Date.now()
  let ended: number | null = null
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(beginning))
  const dripping = setInterval(() => socket.writable && socket.write(piece), 1000)
  const end = () => {
    ended ??= (Date.now() - begun) / 1000
    clearInterval(dripping)
  }
  socket.on('error', end).on('end', end).on('close', end).resume()
  return {
    endedAfter: () => ended,
    close() {
      clearInterval(dripping)
      socket.destroy()
    },
  }
}

/** How long requests take, one after the other, in milliseconds, until something is over. */
export async function timesWhile(over: Promise<unknown>, ask: () => Promise<number>) {
  const seen: { status: number; ms: number }[] = []
  let isOver = false
  over.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const begun = performance.now()
    seen.push({ status: await ask(), ms: performance.now() - begun })
    await new Promise((done) => setTimeout(done, 50))
  }
  const ms = seen.map((it) => it.ms).sort((a, b) => a - b)
  return { statuses: new Set(seen.map(({ status }) => status)), p95: ms[Math.floor(ms.length * 0.95)] ?? 0 }
}
