/** Keeps things in memory for some time, and never more than so many bytes. */
export interface Shelf<Thing> {
  find(time: string, key: string): Thing | undefined
  put(time: string, key: string, thing: Thing): void
}

/** A shelf for what belongs to one time, such as an hour: a new time empties it, and when it is full, the longest unused fall. */
export function shelfOf<Thing extends { bytes: Buffer }>(atMost: number): Shelf<Thing> {
  const things = new Map<string, Thing>()
  let bytes = 0
  let time = ''

  function take(key: string): Thing | undefined {
    const thing = things.get(key)
    if (thing) bytes -= sizeOf(key, thing)
    things.delete(key)
    return thing
  }

  function place(key: string, thing: Thing): void {
    things.set(key, thing)
    bytes += sizeOf(key, thing)
  }

  return {
    find(now, key) {
      const thing = now === time ? take(key) : undefined
      if (thing) place(key, thing) // the most recently used stands last
      return thing
    },
    put(now, key, thing) {
      if (now !== time) {
        things.clear()
        bytes = 0
        time = now
      }
      take(key)
      place(key, thing)
      for (const oldest of things.keys()) {
        if (bytes <= atMost) break
        take(oldest)
      }
    },
  }
}

const sizeOf = (key: string, { bytes }: { bytes: Buffer }) => key.length + bytes.length
