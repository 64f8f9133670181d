import type { Draft } from '../../db/reports/mutations.js'
import type { Facts } from './journey.js'

/** Reads a draft once: its steps ask each other many times, and a draft that was loaded never changes. */
export function remembered<V>(read: (draft: Draft, facts: Facts) => V): (draft: Draft, facts: Facts) => V {
  const readings = new WeakMap<Draft, { facts: Facts; value: V }>()
  return (draft, facts) => {
    const known = readings.get(draft)
    if (known?.facts === facts) return known.value
    const value = read(draft, facts)
    readings.set(draft, { facts, value })
    return value
  }
}
