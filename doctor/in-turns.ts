const atOnce = 20

/** Does the same with each, a few at a time. */
export async function inTurns<T>(
  all: Iterable<T> | AsyncIterable<T>,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const rest = Symbol.asyncIterator in all ? all[Symbol.asyncIterator]() : all[Symbol.iterator]()
  const turns = Array.from({ length: atOnce }, async () => {
    for (let next = await rest.next(); !next.done; next = await rest.next()) await work(next.value)
  })
  await Promise.all(turns)
}
