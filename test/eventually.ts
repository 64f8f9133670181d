/** Looks five times a second, for at most so many seconds. */
export const within =
  (seconds: number) =>
  /** What a look finds, as soon as it finds something. Throws when that takes longer. */
  async <T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> => {
    for (const begun = Date.now(); Date.now() - begun < seconds * 1000; ) {
      const found = await look()
      if (found) return found
      await new Promise((done) => setTimeout(done, 200))
    }
    throw new Error(`did not happen within ${seconds} s: ${what}`)
  }

export const eventually = within(90)
