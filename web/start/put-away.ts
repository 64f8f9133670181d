import type { Request, RequestHandler } from 'express'
import { choose } from '../../db/notices/choices.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { flash, redirect } from '../respond.js'
import { byOf, visitOf } from '../visit.js'

/** Puts the first steps away for good, wherever they are shown, and goes back to where they were. */
export const putSetupAway =
  ({ db }: Deps, backTo: (req: Request) => string): RequestHandler =>
  async (req, res) => {
    await choose(db, visitOf(req).user.id, { setup: 'done' }, byOf(req))
    flash(req, translator(languageOf(req))('start:setup.away'))
    redirect(req, res, backTo(req))
  }
