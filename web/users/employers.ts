import { Router } from 'express'
import { z } from 'zod'
import { employersPerPage, listEmployers } from '../../db/employer-list.js'
import { cantons } from '../../domain/kinds.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { respond } from '../respond.js'

const address = z.object({
  q: z.string().trim().max(100).catch(''),
  canton: z.enum(['', ...cantons]).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
})

/** All employers of the office, to find one and look after its users. */
export function employers({ db }: Deps): Router {
  const router = Router()
  router.get('/', async (req, res) => {
    const now = address.parse(req.query)
    const rows = await listEmployers(db, now, now.page)
    const t = translator(languageOf(req))
    respond(req, res, 'users/employers', {
      title: t('users:employers.title'),
      ...now,
      cantons: [
        { value: '', text: t('users:employers.allCantons') },
        ...cantons.map((value) => ({ value, text: value })),
      ],
      items: rows.slice(0, employersPerPage).map((it) => ({
        title: it.name,
        meta: [it.memberNumber, it.uid, `${it.city} ${it.canton}`].filter(Boolean).join(', '),
        href: `/office/employers/${it.id}/users`,
        text: t('users:employers.users', { count: it.users }),
        ...(it.administrators === 0 && { tag: { text: t('users:employers.noAdmin'), tone: 'soon' } }),
      })),
      more:
        rows.length > employersPerPage
          ? `/office/employers?${new URLSearchParams({ q: now.q, canton: now.canton, page: String(now.page + 1) })}`
          : null,
    })
  })
  return router
}
