import type { SignedIn } from '../../db/access/sessions.js'
import type { Choices } from '../../db/notices/choices.js'

/** What a key can do, with the key that does it unless somebody chose another. */
const shortcuts = {
  search: '/',
  list: '?',
  home: 'h',
  tasks: 't',
  messages: 'm',
  reports: 'r',
  down: 'j',
  up: 'k',
  open: 'o',
  pick: 'x',
  claim: 'c',
  next: 'n',
  save: 's',
} as const
export type Shortcut = keyof typeof shortcuts

const deciding: Shortcut[] = ['claim', 'next', 'save']
const ofCases: Shortcut[] = ['tasks', 'messages', 'reports', 'pick', ...deciding]

/** What keys can do for somebody: only whoever decides takes tasks, and whoever looks after accounts sees no cases. */
export const shortcutsFor = ({ role }: Pick<SignedIn, 'role'>): Shortcut[] =>
  (Object.keys(shortcuts) as Shortcut[]).filter(
    (it) =>
      (role !== 'system-administrator' || !ofCases.includes(it)) &&
      (role === 'caseworker' || !deciding.includes(it)),
  )

/** The key of each of them; none where its user wants none. */
export const keyOf = (does: Shortcut, { ownKeys }: Choices): string => ownKeys?.[does] ?? shortcuts[does]

/** The keys of a page by what they do; undefined where they are switched off. */
export function keysOf(
  user: Pick<SignedIn, 'role' | 'choices'>,
): Partial<Record<Shortcut, string>> | undefined {
  if (user.choices.keys === 'off') return undefined
  const pairs = shortcutsFor(user).map((does) => [does, keyOf(does, user.choices)])
  return Object.fromEntries(pairs.filter(([, key]) => key))
}

/** Those of some keys that are not as they usually are. */
export const ownAmong = (keys: Partial<Record<Shortcut, string>>): Partial<Record<Shortcut, string>> =>
  Object.fromEntries(Object.entries(keys).filter(([does, key]) => key !== shortcuts[does as Shortcut]))
