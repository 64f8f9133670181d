import { type Request, type Response, Router } from 'express'
import { choose } from '../../db/notices/choices.js'
import type { Deps } from '../deps.js'
import { speechOf } from '../mutations/scene.js'
import { flash, goTo, isPartial, respond } from '../respond.js'
import { byOf, isOffice, visitOf } from '../visit.js'
import { keyOf, keysOf, ownAmong, type Shortcut, shortcutsFor } from './shortcuts.js'
import { readKeys } from './typed.js'

/** All keys of the portal with what they do: to read, to choose anew and to switch off (WCAG 2.1.4). */
export function keyPages({ db }: Deps): Router {
  const router = Router()

  router.get('/account/keys', (req, res) => {
    const { user } = visitOf(req)
    if (isPartial(req)) return respond(req, res, 'account/keys-list', { lines: linesOf(req) })
    const keys = shortcutsFor(user).map((does) => [does, keyOf(does, user.choices)])
    show(req, res, { ...Object.fromEntries(keys), on: user.choices.keys === 'off' ? [] : ['on'] })
  })

  router.post('/account/keys', async (req, res) => {
    const { t } = speechOf(req)
    const { user } = visitOf(req)
    const isUsual = req.body.do === 'usual'
    const { keys, faults } = readKeys(req.body, shortcutsFor(user))
    const errors = Object.entries(faults).map(([does, fault]) => [
      does,
      t(`keys:fault.${fault}`, { key: keys[does as Shortcut] }),
    ])
    if (!isUsual && errors.length > 0) return show(req, res, req.body, Object.fromEntries(errors))
    const off = !isUsual && req.body.on !== 'on' ? ('off' as const) : undefined
    await choose(db, user.id, { keys: off, ownKeys: isUsual ? undefined : ownAmong(keys) }, byOf(req))
    flash(req, t('keys:saved'))
    goTo(res, '/account/keys')
  })

  function show(req: Request, res: Response, values: object, errors: Record<string, string> = {}): void {
    const fields = shortcutsFor(visitOf(req).user).map((name) => ({ name, label: labelOf(name, req) }))
    const status = Object.keys(errors).length > 0 ? 422 : 200
    respond(req, res, 'account/keys', { fields, values, errors }, status)
  }
  return router
}

/** What employers read as messages the office writes. */
const labelOf = (does: Shortcut, req: Request) =>
  speechOf(req).t(`keys:does.${does === 'messages' && isOffice(visitOf(req).user) ? 'mailings' : does}`)

/** The keys that do something, for whoever asks for them with a key. */
const linesOf = (req: Request) =>
  Object.entries(keysOf(visitOf(req).user) ?? {}).map(([does, key]) => ({
    key,
    text: labelOf(does as Shortcut, req),
  }))
