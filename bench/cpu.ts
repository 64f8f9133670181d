import { readdirSync, readFileSync } from 'node:fs'

/** CPU time in milliseconds that a process and all its threads have used so far; null where the system has no /proc. */
export function cpuOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10 // in the user's code and in the system's, in ticks of 10 ms
  } catch {
    return null
  }
}

/** The same of a PostgreSQL that listens on a port of this machine: its first process, and those it has started, also the ones that have ended. */
export function cpuOfPostgres(port: number): number | null {
  const fields = (pid: number, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  const pids = numbers('/proc')
  const first = pids.find((pid) => fields(pid, 'cmdline').includes(`\0-p\0${port}\0`))
  if (!first) return null
  const after = (pid: number) =>
    fields(pid, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ')
  const ended = Number(after(first)[13]) + Number(after(first)[14])
  const living = pids.filter((pid) => pid === first || Number(after(pid)[1]) === first)
  return living.reduce((sum, pid) => sum + (cpuOf(pid) ?? 0), ended * 10)
}

const numbers = (folder: string) =>
  readdirSync(folder)
    .map(Number)
    .filter((it) => it > 0)
