import { type Request, type Response, Router } from 'express'
import { namesOf } from '../../db/access/users.js'
import { entriesAbout, noteRead } from '../../db/audit/note.js'
import {
  decideErasure,
  type Erasure,
  erasureById,
  erasureList,
  obstacles,
} from '../../db/forgetting/erasure.js'
import { personById } from '../../db/people/file.js'
import { listName } from '../../domain/names.js'
import { requireRecentProof } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { one, typedIn } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { factsOf, obstacleIn } from './routes.js'

const path = '/office/erasures'

/** Erasures that wait for a second person, and the certificates of those that were done. */
export function erasures(deps: Deps): Router {
  const { db, clock } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    const { t, fmt } = speechOf(req)
    const all = await erasureList(db)
    const names = await namesOf(
      db,
      all.flatMap(({ orderedBy, decidedBy }) => [orderedBy, decidedBy]),
    )
    const nameOf = (id: string | null) => (id && names.get(id)) || t('persons:erasure.clock')
    respond(req, res, 'persons/erasures', {
      title: t('persons:erasures.title'),
      items: all.map((it) => ({
        title: t(`persons:basis.${it.basis}`),
        href: `${path}/${it.id}`,
        meta: t(`persons:erasures.${it.status}`, {
          ordered: nameOf(it.orderedBy),
          decided: nameOf(it.decidedBy),
          when: fmt.instant(it.decidedAt ?? it.orderedAt),
        }),
        tag: { text: t(`persons:state.${it.status}`), tone: tones[it.status] },
      })),
    })
  })

  router.get('/:id', async (req, res) => show(req, res, await wanted(req)))

  router.post('/:id', requireRecentProof, async (req, res) => {
    const erasure = await wanted(req)
    const { t } = speechOf(req)
    const decision = one(typedIn(req.body ?? {}).decision)
    if (decision !== 'confirm' && decision !== 'decline')
      return show(req, res, erasure, { decision: t('persons:erasure.choose') }, 422)
    const ruled = await decideErasure(db, erasure.id, decision === 'confirm', byOf(req))
    if (ruled === 'own' || ruled === 'obstacles' || ruled === 'closed')
      return show(req, res, await wanted(req), { decision: t(`persons:ruled.${ruled}`) }, 409)
    flash(req, t(`persons:ruled.${ruled}`))
    redirect(req, res, `${path}/${erasure.id}`)
  })

  async function show(
    req: Request,
    res: Response,
    erasure: Erasure,
    errors: Record<string, string> = {},
    status = 200,
  ): Promise<void> {
    const speech = speechOf(req)
    const { t, fmt } = speech
    const { employeeId, employerId, certificate } = erasure
    const person = erasure.status === 'ordered' ? await personById(db, employeeId) : null
    if (person) await noteRead(db, byOf(req), { action: 'person.read', object: employeeId, employerId })
    const names = await namesOf(db, [erasure.orderedBy, erasure.decidedBy])
    const nameOf = (id: string | null) => (id && names.get(id)) || t('persons:erasure.clock')
    const entry =
      certificate === null
        ? null
        : (await entriesAbout(db, employeeId)).find(({ seq }) => seq === certificate)
    respond(
      req,
      res,
      'persons/decision',
      {
        title: person ? t('persons:erasure.of', { name: listName(person) }) : t('persons:certificate.title'),
        action: `${path}/${erasure.id}`,
        open: erasure.status === 'ordered' && person !== null,
        own: erasure.orderedBy === visitOf(req).user.id,
        obstacles: person
          ? (await obstacles(db, employeeId, clock())).map((it) => obstacleIn(it, speech))
          : [],
        facts: [
          ...(person ? factsOf(person, speech) : []),
          { label: t('persons:erasure.basis'), value: t(`persons:basis.${erasure.basis}`) },
          {
            label: t('persons:erasure.orderedBy'),
            value: `${nameOf(erasure.orderedBy)}, ${fmt.instant(erasure.orderedAt)}`,
          },
          ...(erasure.decidedAt
            ? [
                {
                  label: t(`persons:erasure.${erasure.status}By`),
                  value: `${nameOf(erasure.decidedBy)}, ${fmt.instant(erasure.decidedAt)}`,
                },
              ]
            : []),
        ],
        certificate: entry && [
          { label: t('persons:certificate.number'), value: String(entry.seq), figures: true },
          { label: t('persons:certificate.id'), value: employeeId },
          { label: t('persons:certificate.fields'), value: entry.fields },
          { label: t('persons:certificate.hash'), value: entry.hash },
        ],
        values: {},
        errors,
      },
      status,
    )
  }

  async function wanted(req: Request): Promise<Erasure> {
    const erasure = await erasureById(db, String(req.params.id))
    if (!erasure) throw notFound()
    return erasure
  }

  return router
}

const tones = { ordered: 'soon', declined: 'grey', done: 'good' } as const
