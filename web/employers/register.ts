import { Router } from 'express'
import { z } from 'zod'
import { namesOf } from '../../db/access/users.js'
import { employersPerPage, listEmployers } from '../../db/employers/list.js'
import { cantons } from '../../domain/kinds.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { filesAt } from '../lists/file.js'
import { speechOf } from '../mutations/scene.js'
import { respond } from '../respond.js'
import { listAddress } from '../tasks/address.js'
import { readFilter } from './filter.js'
import { registerFile } from './register-file.js'

const path = '/office/employers'
const pageNumber = z.coerce.number().int().min(1).max(1000).catch(1)

/** All employers of the office, to find one; who looks after accounts only goes to its users. */
export function register(deps: Deps): Router {
  const { db } = deps
  const router = Router()
  router.get('/', async (req, res) => {
    const filter = readFilter(req.query)
    const { q, canton, agent } = filter
    const page = pageNumber.parse(req.query.page)
    const [rows, names] = await Promise.all([
      listEmployers(db, filter, page),
      namesOf(db, agent ? [agent] : []),
    ])
    const { t } = speechOf(req)
    const mayWrite = may(req.visit, 'POST /office/mailings')
    const isTicked = req.query.select === 'all'
    const seesCases = may(req.visit, 'GET /office/employers/:employer')
    respond(req, res, 'employers/register', {
      title: t('users:employers.title'),
      ...filter,
      mayWrite,
      create: may(req.visit, 'POST /office/employers/new') ? `${path}/new` : null,
      all: listAddress(path, { q, canton, agent, page: page > 1 ? page : '', select: 'all' }),
      cantons: [
        { value: '', text: t('users:employers.allCantons') },
        ...cantons.map((value) => ({ value, text: value })),
      ],
      active: agent
        ? [
            {
              text: t('employers:register.agent', {
                name: names.get(agent) ?? t('employers:register.nobody'),
              }),
              href: listAddress(path, { q, canton }),
              remove: true,
            },
          ]
        : [],
      items: rows.slice(0, employersPerPage).map((it) => ({
        title: it.name,
        meta: [it.memberNumber, it.uid, `${it.city} ${it.canton}`].filter(Boolean).join(', '),
        href: seesCases ? `${path}/${it.id}` : `${path}/${it.id}/users`,
        ...(mayWrite && { pick: { name: 'employer', value: it.id, checked: isTicked } }),
        text: t('users:employers.users', { count: it.users }),
        ...(it.administrators === 0 && { tag: { text: t('users:employers.noAdmin'), tone: 'soon' } }),
      })),
      files: filesAt(path, { ...filter }),
      more: rows.length > employersPerPage ? listAddress(path, { q, canton, agent, page: page + 1 }) : null,
    })
  })
  router.get('/export.xlsx', registerFile(deps, 'xlsx'))
  router.get('/export.csv', registerFile(deps, 'csv'))
  return router
}
