import { Router } from 'express'
import { setApp, setPhone } from '../../db/access/factors.js'
import { userById } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { appEnrolment } from '../enrol/app.js'
import type { Enrolment } from '../enrol/enrolment.js'
import { phoneEnrolment } from '../enrol/phone.js'
import { notFound } from '../errors.js'
import { keyPages } from '../keys/routes.js'
import { languageOf } from '../language.js'
import { flash, goTo } from '../respond.js'
import { sendSms } from '../sms/gateway.js'
import { recogniseUser, requireUser, visitOf } from '../visit.js'
import { changing } from './changing.js'
import { confirmation } from './confirm.js'
import { email } from './email.js'
import { identity } from './identity.js'
import { notices } from './notices.js'
import { overview } from './overview.js'
import { passkeys } from './passkeys.js'
import { changePassword } from './password.js'
import { requireRecentProof } from './recent.js'
import { recoveryCodes } from './recovery-codes.js'
import { removals } from './removals.js'
import { ownSessions } from './sessions.js'

/** What people see and change of their own access: everything below `/account`. */
export function account(deps: Deps): Router {
  const { db, vault, courier } = deps
  const router = Router()
  router.use('/account', requireUser, recogniseUser)
  router.use(overview(deps))
  router.use(confirmation(deps))
  router.use(changePassword(deps))
  router.use(ownSessions(deps))
  router.use(notices(deps))
  router.use(keyPages(deps))
  for (const page of ['app', 'phone', 'email', 'recovery-codes', 'passkeys'])
    router.use(`/account/${page}`, requireRecentProof)
  router.use(identity(deps))
  router.use(removals(deps))
  router.use(recoveryCodes(deps))
  router.use(passkeys(deps))
  router.use(email(deps))

  const enrolment: Enrolment = {
    base: '/account',
    view: 'account',
    async whoIs(req) {
      const { id: userId, ...user } = visitOf(req).user
      return { ...user, userId }
    },
    async setApp(req, res, _who, { sealed, step }) {
      await setApp(db, vault, changing(req), sealed, step)
      courier.wake()
      flash(req, translator(languageOf(req))('account:app.done'))
      goTo(res, '/account')
    },
    async setPhone(req, res, { userId, language }, phone) {
      const before = await userById(db, userId)
      if (!before) throw notFound()
      await setPhone(db, vault, changing(req), phone)
      courier.wake()
      const t = translator(language)
      const { name: office, phone: officePhone } = deps.config.office
      // The old number hears of it too: whoever took it over may not be its owner.
      if (before.phone && before.phone !== phone)
        await sendSms(deps, before.phone, t('sms:changed', { office, phone: officePhone }))
      flash(req, translator(languageOf(req))('account:phone.done'))
      goTo(res, '/account')
    },
  }
  router.use(appEnrolment(deps, enrolment))
  router.use(phoneEnrolment(deps, enrolment))
  return router
}
