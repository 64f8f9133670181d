import { readFileSync } from 'node:fs'

/** Megabytes of memory that a process holds, what it shares with others included; NaN where the system does not say. */
export function megabytesOf(pid: number | undefined): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return Number.NaN
  }
}
