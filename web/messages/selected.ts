import type { Request, RequestHandler, Response } from 'express'
import { archive, type Message, messagesAmong, readMessage } from '../../db/messages/messages.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { flash, redirect } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import { sendArchive } from './archive.js'

const most = 100

/** What is done with several messages at once: downloaded in one file, put away, or taken back. */
export const selected =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const { id: employerId, topics } = employerOf(req)
    const ids = [req.body.message ?? []].flat().map(String).slice(0, most)
    const chosen = await messagesAmong(deps.db, employerId, ids, topics)
    const t = translator(languageOf(req))
    if (chosen.length === 0) {
      flash(req, t('messages:selected.none'))
      return back(req, res)
    }
    if (req.body.act === 'download') return download(deps, req, res, chosen)
    const away = req.body.act === 'archive'
    const of = chosen.map(({ id }) => id)
    const count = await archive(deps.db, employerId, of, away, byOf(req))
    flash(req, t(`messages:selected.${away ? 'archived' : 'restored'}`, { count }))
    back(req, res)
  }

async function download(deps: Deps, req: Request, res: Response, chosen: Message[]) {
  for (const message of chosen) await readMessage(deps.db, message, byOf(req))
  await sendArchive(deps, req, res, chosen)
}

/** To the view of the mailbox where the messages were chosen. */
function back(req: Request, res: Response) {
  const base = `/e/${employerOf(req).id}/messages`
  const from = String(req.body.from ?? '')
  redirect(req, res, from === base || from.startsWith(`${base}?`) ? from : base)
}
