import { Router } from 'express'
import { messageOf } from '../../db/mailings/delivery.js'
import { findMessage } from '../../db/messages/messages.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { sendMailingFile } from '../mailings/files.js'
import { employerOf } from '../visit.js'

/** The files of a message that the office has sent, for an employer that got it. */
export function messageFiles(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.get('/:id/files/:file', async (req, res) => {
    const { id: employerId, topics } = employerOf(req)
    const id = messageOf(String(req.params.id), employerId)
    const message = await findMessage(deps.db, employerId, id, topics)
    if (!message?.mailingId) throw notFound()
    await sendMailingFile(deps, req, res, message.mailingId, employerId)
  })
  return router
}
