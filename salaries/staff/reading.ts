import type { StaffColumn, StaffRefusal, StaffRow } from '../../domain/staff-list/row.js'
import { turns } from '../turns.js'
import { inboxOf, isOutOfMemory, megabytes, startThread, TooSlow } from '../worker.js'

/** What a thread reads: the file, and what its headings may say, folded, with the column each of them means. */
export interface StaffTask {
  bytes: Uint8Array
  headings: Record<string, StaffColumn>
}

export type StaffRead = { rows: StaffRow[] } | { refused: StaffRefusal }

/** How long a thread may take, in milliseconds. */
const patience = 20_000

/** Each thread may take its megabytes: twenty hostile lists at once would be more than the machine has. */
const inTurn = turns(2)

/** Reads a staff list in a thread of its own, within limits of memory and time, or says why it cannot be read. */
export const readStaffInThread = (task: StaffTask): Promise<StaffRead> => inTurn(() => readList(task))

async function readList(task: StaffTask): Promise<StaffRead> {
  const thread = startThread(new URL('./thread', import.meta.url))
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
