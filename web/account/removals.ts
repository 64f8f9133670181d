import { Router } from 'express'
import { type Changing, removeApp, removePhone } from '../../db/access/factors.js'
import { userById } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { flash, goTo, respond } from '../respond.js'
import { sendSms } from '../sms/gateway.js'
import { visitOf } from '../visit.js'
import { changing } from './changing.js'

/** Giving up one of two ways to get a code; the last one stays. Each on its own page, which asks whether it is meant. */
export function removals(deps: Deps): Router {
  const { db, vault, courier } = deps
  const router = Router()
  const ways: Record<'app' | 'phone', (who: Changing) => Promise<boolean>> = {
    app: (who) => removeApp(db, vault, who),
    phone: (who) => removePhone(db, vault, who),
  }
  for (const way of ['app', 'phone'] as const) {
    router.get(`/account/${way}/remove`, (req, res) => respond(req, res, 'account/remove', { way }))

    router.post(`/account/${way}/remove`, async (req, res) => {
      const t = translator(languageOf(req))
      const before = await userById(db, visitOf(req).user.id)
      const done = await ways[way](changing(req))
      if (!done) return respond(req, res, 'account/remove', { way, refused: true }, 409)
      courier.wake()
      const { name: office, phone } = deps.config.office
      if (way === 'phone' && before?.phone)
        await sendSms(deps, before.phone, translator(before.language)('sms:changed', { office, phone }))
      flash(req, t(`account:remove.done.${way}`))
      goTo(res, '/account')
    })
  }
  return router
}
