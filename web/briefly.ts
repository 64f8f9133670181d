/** Answers that are kept for a moment. */
export interface Briefly<V> {
  (key: string): Promise<V>
  forget(key: string): void
}

/**
 * Keeps what was found under a key for so many milliseconds, at most a second: who somebody is and for whom they
 * act is asked for by every request, and may be a moment old. What people see and change is never kept.
 */
export function briefly<V>(find: (key: string) => Promise<V>, ms = 900): Briefly<V> {
  const kept = new Map<string, { found: Promise<V>; until: number }>()
  const look = (key: string) => {
    const now = performance.now()
    const known = kept.get(key)
    if (known && known.until > now) return known.found
    if (kept.size > 5000) kept.clear()
    // A query of Knex runs anew for everybody who awaits it, a promise once.
    const found = Promise.resolve(find(key))
    kept.set(key, { found, until: now + ms })
    found.catch(() => kept.delete(key))
    return found
  }
  return Object.assign(look, { forget: (key: string) => void kept.delete(key) })
}
