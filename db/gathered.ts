/**
 * Lets what comes in while a group is being worked on wait for the next group, and works on a whole group at once. `keyOf`
 * names what may be only once in a group; a second one waits for the next.
 *
 * Work that fails as a group is tried again one by one: nobody's trouble becomes the others'.
 */
export function gathered<Item, Answer>(
  work: (items: Item[]) => Promise<Answer[]>,
  keyOf: (item: Item) => string,
  atMost = 25,
): (item: Item) => Promise<Answer> {
  interface Waiting {
    item: Item
    done: (answer: Answer) => void
    failed: (reason: unknown) => void
  }
  let waiting: Waiting[] = []
  let running = false

  function nextGroup(): Waiting[] {
    const group = new Map<string, Waiting>()
    const others: Waiting[] = []
    for (const one of waiting) {
      const key = keyOf(one.item)
      if (group.size < atMost && !group.has(key)) group.set(key, one)
      else others.push(one)
    }
    waiting = others
    return [...group.values()]
  }

  async function workOn(group: Waiting[]): Promise<void> {
    try {
      const answers = await work(group.map(({ item }) => item))
      for (const [nth, { done }] of group.entries()) done(answers[nth] as Answer)
    } catch (reason) {
      if (group.length > 1) for (const one of group) await workOn([one])
      else group[0]?.failed(reason)
    }
  }

  async function run(): Promise<void> {
    // What has come in with the same turn of the loop goes together.
    await new Promise(setImmediate)
    while (waiting.length > 0) await workOn(nextGroup())
    running = false
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      if (running) return
      running = true
      run()
    })
}
