import { parentPort } from 'node:worker_threads'
import { given } from '../../salaries/given.js'
import { look } from './look.js'
import type { ToLookAt } from './look-in-thread.js'

/** Looks at each file that comes; whoever asks waits for the answer before the next. */
parentPort?.on('message', async ({ bytes, name }: ToLookAt) => {
  const looked = await look(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name)
  const picture = 'picture' in looked ? looked.picture : null
  parentPort?.postMessage(looked, picture ? given(picture) : [])
})
