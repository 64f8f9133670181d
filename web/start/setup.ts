import type { Overview } from '../../db/overview.js'
import type { T } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Visit } from '../visit.js'

/** Three things to set up on a first visit, each with whether it is done; null once they were done or put away. */
export function setupOf(
  visit: Visit,
  { passkeys, acting }: Pick<Overview, 'passkeys' | 'acting'>,
  { t, base }: { t: T; base: string },
) {
  if (visit.user.choices.setup === 'done') return null
  const steps = [
    { key: 'passkey', href: '/account/passkeys', isDone: passkeys > 0 },
    {
      key: 'colleague',
      ...(may(visit, 'GET /e/:employer/users/invite') && { href: `${base}/users/invite` }),
      isDone: acting > 1,
    },
    { key: 'notices', href: '/account/notices', isDone: visit.user.choices.notices !== undefined },
  ]
  if (steps.every(({ isDone }) => isDone)) return null
  return {
    action: `${base}/setup`,
    steps: steps.map((it) => ({
      ...it,
      title: t(`start:setup.${it.key}`),
      text: t(`start:setup.${it.key}Text`),
    })),
  }
}
