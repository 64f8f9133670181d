import { Worker } from 'node:worker_threads'

/** Memory of a thread that reads, in megabytes. */
export const megabytes = 256

/**
 * Starts a module, named without its ending, as a thread of its own, within its limit of memory. Where the programs are not compiled,
 * it must learn TypeScript first: it does not inherit that. `workerData` is what it finds at its start.
 */
export function startThread(module: URL, workerData?: object): Worker {
  const isCompiled = import.meta.url.endsWith('.js')
  const file = new URL(`${module.href}.${isCompiled ? 'js' : 'ts'}`)
  const resourceLimits = { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 16 }
  if (isCompiled) return new Worker(file, { resourceLimits, workerData })
  const learn = (module: string) => `import(${JSON.stringify(module)})`
  const code = `${learn('tsx/esm/api')}.then(({ register }) => { register(); return ${learn(file.href)} })`
  return new Worker(code, { resourceLimits, workerData, eval: true })
}

export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

/** A thread gave no sign of life for too long. */
export class TooSlow extends Error {}

/** The messages of a thread, one after the other; `silence` is how long it may say nothing, in milliseconds. */
export function inboxOf<Message>(thread: Worker, silence: number): { next(): Promise<Message> } {
  const waiting: Message[] = []
  let failure: Error | null = null
  let wake = () => {}
  thread.on('message', (message: Message) => {
    waiting.push(message)
    wake()
  })
  const fail = (error: Error) => {
    failure ??= error
    wake()
  }
  thread.on('error', fail)
  thread.on('exit', () => fail(new Error('the thread has ended')))
  return {
    async next() {
      if (waiting.length === 0 && !failure)
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => reject(new TooSlow()), silence)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      const message = waiting.shift()
      if (message) return message
      throw failure ?? new Error('nothing was said')
    },
  }
}
