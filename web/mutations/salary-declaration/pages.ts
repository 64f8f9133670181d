import { type Request, type Response, Router } from 'express'
import { type Declaration, declarationOf } from '../../../db/declarations/declarations.js'
import type { Mutation } from '../../../db/reports/mutations.js'
import type { Deps } from '../../deps.js'
import { notFound } from '../../errors.js'
import { redirect } from '../../respond.js'
import { mutationOf, urlOf } from '../scene.js'
import { filePages } from './file-pages.js'
import { personPages } from './person-pages.js'
import { readDeclaration } from './reading.js'
import { reportedPages } from './reported-pages.js'
import { staffPages } from './staff-pages.js'

/** The pages of a declaration beside its journey: the file and how far it is read, the template, the persons. */
export function wagesPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.use(filePages(deps))
  router.use(staffPages(deps))
  router.use(reportedPages(deps))
  router.use(personPages(deps))

  router.get('/:id/wages/progress', async (req, res) => {
    const mutation = await draftOf(deps, req)
    await readOn(deps, mutation.id, 1000)
    redirect(req, res, `${urlOf(mutation)}/wages`)
  })
  return router
}

/** The draft of this address, if it is one of wages. */
export async function draftOf(deps: Deps, req: Request): Promise<Mutation> {
  const mutation = await mutationOf(deps, req)
  if (mutation.kind !== 'salary-declaration' || mutation.status !== 'draft') throw notFound()
  return mutation
}

/** The wages of the draft of this address; without any, the browser is sent to where they come in. */
export async function declarationHere(
  deps: Deps,
  req: Request,
  res: Response,
): Promise<{ mutation: Mutation; declaration: Declaration } | null> {
  const mutation = await draftOf(deps, req)
  const declaration = await declarationOf(deps.db, mutation.id)
  if (declaration && declaration.state !== 'empty') return { mutation, declaration }
  redirect(req, res, `${urlOf(mutation)}/wages`)
  return null
}

/** Reads what came in, and waits a little: most files are read before anybody could ask how far it is. */
export async function readOn(deps: Deps, mutationId: string, milliseconds: number): Promise<void> {
  const reading = readDeclaration(deps, mutationId).catch((error) =>
    deps.log.error({ err: error, mutationId }, 'wages could not be read'),
  )
  await Promise.race([reading, new Promise((done) => setTimeout(done, milliseconds))])
}
