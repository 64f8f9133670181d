import type { createLog } from './log.js'

/**
 * Ends the process, with 1, when it meets an error that nothing in it has waited for: nobody knows what state that leaves behind. The
 * log says why, and what is under way is finished first, as at a SIGTERM.
 */
export function endOnSurprise(log: ReturnType<typeof createLog>): void {
  let isEnding = false
  const end = (why: string) => (error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    log.fatal({ error: message, stack }, why)
    if (isEnding) return
    isEnding = true
    process.exitCode = 1
    process.kill(process.pid, 'SIGTERM')
  }
  process.on('unhandledRejection', end('a promise failed that nobody waited for'))
  process.on('uncaughtException', end('an error was caught by nobody'))
}
