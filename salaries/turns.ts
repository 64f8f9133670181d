/** How many may wait, and what whoever comes then is told. */
interface Queue {
  most: number
  refusal(): Error
}

/**
 * Lets so much work be under way at the same time; the rest waits for its turn, in the order in which it came. Throws the refusal of the queue where as many
 * wait already as may.
 */
export function turns(atOnce: number, queue?: Queue): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= atOnce) {
      if (queue && waiting.length >= queue.most) throw queue.refusal()
      await new Promise<void>((turn) => waiting.push(turn))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
