import { parentPort } from 'node:worker_threads'
import { readStaff } from './read.js'
import type { StaffRead, StaffTask } from './reading.js'

/** Reads one staff list and says what it holds: the portal goes on answering meanwhile. */
parentPort?.once('message', async (task: StaffTask) => {
  const read: StaffRead = await readStaff(Buffer.from(task.bytes), task.headings)
  parentPort?.postMessage(read)
})
