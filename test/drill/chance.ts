/** A number from 0 up to but without 1; the same row of them for the same seed (mulberry32). */
export type Chance = () => number

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const between = (chance: Chance, from: number, to: number) => from + chance() * (to - from)

/** One of the names, as often as its weight says. */
export function oneOf<T extends string>(chance: Chance, weights: Record<T, number>): T {
  const all = Object.entries(weights) as [T, number][]
  const sums = all.map((_, nth) => all.slice(0, nth + 1).reduce((sum, [, weight]) => sum + weight, 0))
  const drawn = chance() * (sums.at(-1) ?? 0)
  return all[sums.findIndex((sum) => drawn < sum)]?.[0] as T
}

export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
