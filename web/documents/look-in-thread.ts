import type { Worker } from 'node:worker_threads'
import { turns } from '../../salaries/turns.js'
import { inboxOf, isOutOfMemory, startThread, TooSlow } from '../../salaries/worker.js'
import type { Looked } from './look.js'

/** What the thread is asked to look at. */
export interface ToLookAt {
  bytes: Uint8Array
  name: string
}

/** How long one file may take, in milliseconds: what takes more is no paper that somebody has scanned. */
const patience = 10_000

let looker: { thread: Worker; inbox: ReturnType<typeof inboxOf<Looked>> } | null = null
const inTurn = turns(1)

/**
 * Looks into a file in a thread that all uploads share, one after the other: the portal goes on answering, whatever the file is made of. One that
 * takes too long or too much memory is broken.
 */
export const lookInThread = (file: ToLookAt): Promise<Looked> => inTurn(() => ask(file))

async function ask(file: ToLookAt): Promise<Looked> {
  looker ??= started()
  const { thread, inbox } = looker
  try {
    thread.postMessage(file)
    return await inbox.next()
  } catch (error) {
    looker = null
    await thread.terminate()
    if (error instanceof TooSlow || isOutOfMemory(error)) return { problem: 'broken' }
    throw error
  }
}

function started() {
  const thread = startThread(new URL('./look-thread', import.meta.url))
  thread.unref()
  return { thread, inbox: inboxOf<Looked>(thread, patience) }
}
