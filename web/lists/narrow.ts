import { type Request, Router } from 'express'
import { hasAhvNumber } from '../../domain/ahv-number.js'
import type { Deps } from '../deps.js'
import { speechOf } from '../mutations/scene.js'
import { findPersons } from '../persons/find.js'
import { flash, redirect } from '../respond.js'
import { listAddress, textOf } from '../tasks/address.js'
import { deskAddress, deskStateOf } from '../tasks/desk-filter.js'

/**
 * The lists of the office have what is searched in their address. What is typed is posted, because it may be an AHV number, which stands in no address:
 * the list is then narrowed to the name of whose it is.
 */
export function narrowLists(deps: Deps): Router {
  const router = Router()

  router.post('/', async (req, res) => {
    const typed = textOf(req.body.q)
    const q = hasAhvNumber(typed) ? await nameBehind(req, typed) : typed
    const isOfReports = req.body.list === 'mutations'
    const reports = listAddress('/office/mutations', { q, state: textOf(req.body.state, 20) })
    redirect(req, res, isOfReports ? reports : deskAddress({ ...deskStateOf(req.body), q }))
  })

  /** The name of whose number it is; empty where that is nobody, or several people may be meant. */
  async function nameBehind(req: Request, number: string): Promise<string> {
    const people = await findPersons(deps, req, number)
    const [name, another] = new Set(people.map(({ lastName, firstName }) => `${lastName} ${firstName}`))
    if (name && !another) return name
    flash(req, speechOf(req).t('desk:nobodyWithNumber'))
    return ''
  }

  return router
}
