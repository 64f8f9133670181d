import { Router } from 'express'
import { documentToRead } from '../../db/reports/documents.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { employerOf } from '../visit.js'
import { idOf, sendDocument } from './send.js'

/** The documents of one employer, to look at or, with `?download`, to keep. */
export function documents(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.get('/*id', async (req, res) => {
    const { id: employerId, topics } = employerOf(req)
    const document = await documentToRead(deps.db, employerId, idOf(req), topics)
    if (!document) throw notFound()
    await sendDocument(deps, req, res, document)
  })
  return router
}
