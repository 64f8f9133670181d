/**
 * Lets requests that wait for the same answer at the same moment share it. Whoever comes while somebody is asking already
 * waits for the next answer: it is never older than the request.
 */
export function together<V>(find: (key: string) => Promise<V>): (key: string) => Promise<V> {
  const asking = new Map<string, Promise<V>>()
  const next = new Map<string, Promise<V>>()

  function ask(key: string): Promise<V> {
    next.delete(key)
    const answer = find(key).finally(() => {
      if (asking.get(key) === answer) asking.delete(key)
    })
    asking.set(key, answer)
    return answer
  }

  return (key) => {
    const now = asking.get(key)
    if (!now) return ask(key)
    const later = next.get(key) ?? now.catch(() => {}).then(() => ask(key))
    next.set(key, later)
    return later
  }
}
