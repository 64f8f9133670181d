import type { Request } from 'express'
import { usersOf } from '../../db/employer-users.js'
import { passkeysOf } from '../../db/passkeys.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import { depsOf } from '../deps.js'
import { languageOf } from '../language.js'
import { employerOf, visitOf } from '../visit.js'

/** Three things to set up on a first visit, each with whether it is done; null once they were done or put away. */
export async function setupOf(req: Request) {
  const visit = visitOf(req)
  if (visit.user.choices.setup === 'done') return null
  const { db } = depsOf(req)
  const { id } = employerOf(req)
  const [passkeys, users] = await Promise.all([passkeysOf(db, visit.user.id), usersOf(db, id)])
  const active = users.filter(({ endedAt }) => endedAt === null).length
  const steps = [
    { key: 'passkey', href: '/account/passkeys', isDone: passkeys.length > 0 },
    {
      key: 'colleague',
      ...(may(visit, 'GET /e/:employer/users/invite') && { href: `/e/${id}/users/invite` }),
      isDone: active > 1,
    },
    { key: 'notices', href: '/account/notices', isDone: visit.user.choices.notices !== undefined },
  ]
  if (steps.every(({ isDone }) => isDone)) return null
  const t = translator(languageOf(req))
  return {
    action: `/e/${id}/setup`,
    steps: steps.map((it) => ({
      ...it,
      title: t(`start:setup.${it.key}`),
      text: t(`start:setup.${it.key}Text`),
    })),
  }
}
