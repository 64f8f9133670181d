import { setTimeout as rest } from 'node:timers/promises'

/**
 * Does one after the other, at most so many a second and evenly: what comes in one go every second stands in the way of whoever
 * clicks just then. What is slow is given time: it rests half as long as one should take, at least. Answers how many
 * milliseconds to rest before the next one.
 */
export async function evenly<T>(
  all: T[],
  perSecond: number,
  one: (it: T) => Promise<unknown>,
): Promise<number> {
  const share = 1000 / perSecond
  let pause = 0
  for (const it of all) {
    if (pause > 0) await rest(pause)
    const begun = performance.now()
    await one(it)
    pause = Math.max(share - (performance.now() - begun), share / 2)
  }
  return Math.ceil(pause)
}
