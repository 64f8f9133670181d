const atOnce = 20

/** Does the same with each, a few at a time. */
export async function inTurns<T>(all: T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const rest = all.values()
  const turns = Array.from({ length: Math.min(atOnce, all.length) }, async () => {
    for (const one of rest) await work(one)
  })
  await Promise.all(turns)
}
