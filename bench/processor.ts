import { readdirSync, readFileSync } from 'node:fs'

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

/** The same of a PostgreSQL that listens on a port of this machine: its first process, and those it has started, also the ones that have ended. */
export function processorOfPostgres(port: number): number {
  const fields = (pid: number, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  const pids = numbers('/proc')
  const first = pids.find((pid) => fields(pid, 'cmdline').includes(`\0-p\0${port}\0`))
  if (!first) return Number.NaN
  const after = (pid: number) =>
    fields(pid, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ')
  const ended = Number(after(first)[13]) + Number(after(first)[14])
  const living = pids.filter((pid) => pid === first || Number(after(pid)[1]) === first)
  return living.reduce((sum, pid) => sum + (processorOf(pid) || 0), ended * 10)
}

const numbers = (folder: string) =>
  readdirSync(folder)
    .map(Number)
    .filter((it) => it > 0)
