import { Router } from 'express'
import { documentById } from '../../db/reports/documents.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { idOf, sendDocument } from './send.js'

/** Every document, for the office. */
export function officeDocuments(deps: Deps): Router {
  const router = Router()
  router.get('/*id', async (req, res) => {
    const document = await documentById(deps.db, idOf(req))
    if (!document) throw notFound()
    await sendDocument(deps, req, res, document)
  })
  return router
}
