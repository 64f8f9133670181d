import { type Request, Router } from 'express'
import { noteRead } from '../../../db/audit/note.js'
import { type Declaration, declarationOf } from '../../../db/declarations/declarations.js'
import type { Mutation } from '../../../db/reports/mutations.js'
import type { Deps } from '../../deps.js'
import { notFound } from '../../errors.js'
import { byOf } from '../../visit.js'
import { mutationOf } from '../scene.js'
import { sendElm, sendOriginal } from './declared-files.js'

/** Released wages as files for the employer's own records: as they were sent, and as they count. Who fetches them is noted. */
export function declaredPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/wages/original', async (req, res) => {
    const { mutation, declaration } = await releasedHere(deps, req)
    if (declaration.way === 'online') throw notFound()
    await note(req, mutation)
    await sendOriginal(deps, res, declaration)
  })

  router.get('/:id/wages/elm.xml', async (req, res) => {
    const { mutation, declaration } = await releasedHere(deps, req)
    await note(req, mutation)
    await sendElm(deps, res, mutation, declaration)
  })

  const note = (req: Request, { id, employerId }: Mutation) =>
    noteRead(deps.db, byOf(req), { action: 'declaration.fetch', object: id, employerId })

  return router
}

/** The wages of this address, once they are released; those that were taken back have moved on to a draft. */
async function releasedHere(
  deps: Deps,
  req: Request,
): Promise<{ mutation: Mutation; declaration: Declaration }> {
  const mutation = await mutationOf(deps, req)
  const declaration = mutation.status === 'draft' ? null : await declarationOf(deps.db, mutation.id)
  if (!declaration) throw notFound()
  return { mutation, declaration }
}
