import { readFileSync } from 'node:fs'

/** Milliseconds of processor that a process has used so far, its threads included; NaN where the system does not say. */
export function processorOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    // user and system time, in ticks of a hundredth of a second
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}
