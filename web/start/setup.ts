import type { Overview } from '../../db/start/overview.js'
import type { T } from '../../locales/i18n.js'
import type { Visit } from '../visit.js'

interface Place {
  /** Where somebody is invited; undefined where the visitor may not. */
  invite: string | undefined
  /** Where the list is put away. */
  action: string
}

/** Three things to set up on a first visit, each with whether it is done; null once they were done or put away. */
export function setupOf(
  { user }: Visit,
  { passkeys, acting }: Pick<Overview, 'passkeys' | 'acting'>,
  { invite, action }: Place,
  t: T,
) {
  if (user.choices.setup === 'done') return null
  const steps = [
    { key: 'passkey', href: '/account/passkeys', isDone: passkeys > 0 },
    { key: 'colleague', ...(invite && { href: invite }), isDone: acting > 1 },
    { key: 'notices', href: '/account/notices', isDone: user.choices.notices !== undefined },
  ]
  if (steps.every(({ isDone }) => isDone)) return null
  return {
    action,
    steps: steps.map((it) => ({
      ...it,
      title: t(`start:setup.${it.key}`),
      text: t(`start:setup.${it.key}Text`),
    })),
  }
}
