import { one, type Values } from '../mutations/fields.js'
import type { Shortcut } from './shortcuts.js'

type Keys = Partial<Record<Shortcut, string>>

/** The keys somebody typed beside what they shall do, and what is wrong with them: more than one sign, or one that does something already. */
export function readKeys(typed: Values, known: Shortcut[]) {
  const keys: Keys = {}
  const faults: Partial<Record<Shortcut, 'one' | 'twice'>> = {}
  for (const does of known) {
    const key = one(typed[does]).trim().toLowerCase()
    if (key && !/^[^\s\p{C}]$/u.test(key)) faults[does] = 'one'
    else if (key && Object.values(keys).includes(key)) faults[does] = 'twice'
    keys[does] = key
  }
  return { keys, faults }
}
