import { type Request, type Response, Router } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { erasureOf, obstacles, orderErasure } from '../../db/forgetting/erasure.js'
import { type PersonFound, personById } from '../../db/people/file.js'
import { maskAhvNumber } from '../../domain/ahv-number.js'
import { listName } from '../../domain/names.js'
import { erasureBases, type Obstacle } from '../../domain/retention.js'
import { requireRecentProof } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { one, typedIn } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { sendFile } from './file.js'
import { findPersons, personLine, personsShown } from './find.js'

/** The rights of a person over their data: found by the office, everything kept handed out, and erased by order of two. */
export function persons(deps: Deps): Router {
  const { db, clock } = deps
  const router = Router()

  // sent in the body: an AHV number stands in no address
  router.get('/', (req, res) => list(req, res, '', null))
  router.post('/', async (req, res) => {
    const typed = one(typedIn(req.body ?? {}).q).slice(0, 100)
    list(req, res, typed, await findPersons(deps, req, typed))
  })

  function list(req: Request, res: Response, q: string, found: PersonFound[] | null): void {
    const { t, fmt } = speechOf(req)
    respond(req, res, 'persons/list', {
      title: t('persons:title'),
      q,
      searched: found !== null,
      many: (found?.length ?? 0) > personsShown,
      items: (found ?? []).slice(0, personsShown).map((it) => ({ ...personLine(it, fmt), arrow: true })),
    })
  }

  router.get('/:person', async (req, res) => {
    const person = await wanted(req)
    await noteRead(db, byOf(req), { action: 'person.read', object: person.id, employerId: person.employerId })
    req.star = { kind: 'employee', target: person.id }
    const speech = speechOf(req)
    const standing = await obstacles(db, person.id, clock())
    const order = await erasureOf(db, person.id)
    respond(req, res, 'persons/page', {
      title: listName(person),
      base: baseOf(person),
      facts: factsOf(person, speech),
      obstacles: standing.map((it) => obstacleIn(it, speech)),
      waiting: order?.status === 'ordered' ? `/office/erasures/${order.id}` : null,
    })
  })

  router.get('/:person/file', requireRecentProof, async (req, res) => {
    const person = await wanted(req)
    const { t } = speechOf(req)
    respond(req, res, 'persons/file', {
      title: t('persons:file.title'),
      base: baseOf(person),
      name: listName(person),
    })
  })

  router.post('/:person/file', requireRecentProof, async (req, res) => {
    await sendFile(deps, req, res, await wanted(req))
  })

  router.get('/:person/erasure', requireRecentProof, async (req, res) =>
    askErasure(req, res, await wanted(req)),
  )

  router.post('/:person/erasure', requireRecentProof, async (req, res) => {
    const person = await wanted(req)
    const { t } = speechOf(req)
    const basis = erasureBases.find((it) => it === one(typedIn(req.body ?? {}).basis) && isChosen(it))
    if (!basis) return askErasure(req, res, person, { basis: t('persons:erasure.chooseBasis') })
    if ((await obstacles(db, person.id, clock())).length > 0) return askErasure(req, res, person, {}, 409)
    await orderErasure(db, { employeeId: person.id, basis }, byOf(req))
    flash(req, t('persons:erasure.ordered'))
    redirect(req, res, '/office/erasures')
  })

  async function askErasure(
    req: Request,
    res: Response,
    person: PersonFound,
    errors: Record<string, string> = {},
    status = Object.keys(errors).length > 0 ? 422 : 200,
  ): Promise<void> {
    req.star = { kind: 'employee', target: person.id }
    const speech = speechOf(req)
    const standing = await obstacles(db, person.id, clock())
    respond(
      req,
      res,
      'persons/erasure',
      {
        title: speech.t('persons:erasure.title'),
        base: baseOf(person),
        name: listName(person),
        bases: erasureBases.filter(isChosen),
        obstacles: standing.map((it) => obstacleIn(it, speech)),
        values: {},
        errors,
      },
      status,
    )
  }

  async function wanted(req: Request): Promise<PersonFound> {
    const person = await personById(db, String(req.params.person))
    if (!person) throw notFound()
    return person
  }

  return router
}

/** What people choose; `expired` is the rule of the retention itself. */
const isChosen = (basis: (typeof erasureBases)[number]) => basis !== 'expired'

const baseOf = ({ id }: PersonFound) => `/office/persons/${id}`

type Speech = ReturnType<typeof speechOf>

/** Who it is, for a page. */
export const factsOf = (person: PersonFound, { t, fmt }: Speech) => [
  { label: t('persons:employer'), value: `${person.employerName}, ${person.memberNumber}` },
  { label: t('persons:birthDate'), value: fmt.date(person.birthDate) },
  ...(person.ahvNumber
    ? [{ label: t('persons:ahvNumber'), value: maskAhvNumber(person.ahvNumber), figures: true }]
    : []),
]

/** What stands against an erasure, as a sentence. */
export const obstacleIn = (it: Obstacle, { t, fmt }: Speech): string =>
  t(`persons:obstacle.${it.why}`, it.why === 'duty' ? { date: fmt.date(it.until) } : {})
