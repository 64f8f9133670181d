import type { StaffColumn, StaffRefusal, StaffRow } from '../../domain/staff-list/row.js'
import { inboxOf, isOutOfMemory, megabytes, startThread, TooSlow } from '../worker.js'

/** What a thread reads: the file, and what its headings may say, folded, with the column each of them means. */
export interface StaffTask {
  bytes: Uint8Array
  headings: Record<string, StaffColumn>
}

export type StaffRead = { rows: StaffRow[] } | { refused: StaffRefusal }

/** How long a thread may take, in milliseconds. */
const patience = 20_000

/** Reads a staff list in a thread of its own, within limits of memory and time, or says why it cannot be read. */
export async function readStaffInThread(task: StaffTask): Promise<StaffRead> {
  const thread = startThread('./staff/thread')
  const inbox = inboxOf<StaffRead>(thread, patience)
  try {
    thread.postMessage(task)
    return await inbox.next()
  } catch (error) {
    if (isOutOfMemory(error)) return { refused: { code: 'too-large', told: { megabytes } } }
    if (error instanceof TooSlow) return { refused: { code: 'too-slow', told: {} } }
    throw error
  } finally {
    await thread.terminate()
  }
}
