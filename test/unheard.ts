import { setImmediate } from 'node:timers/promises'

/** What nobody listened to while something was done: in the portal's own process it would be the end of it. */
export async function unheard(act: () => Promise<unknown>): Promise<unknown[]> {
  const reasons: unknown[] = []
  const note = (reason: unknown) => void reasons.push(reason)
  process.on('unhandledRejection', note)
  try {
    await act()
    // told by Node only after the promises of this round
    await setImmediate()
    return reasons
  } finally {
    process.off('unhandledRejection', note)
  }
}
