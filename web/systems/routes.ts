import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { lastEvent } from '../../db/events.js'
import {
  changeSystem,
  createSystem,
  endSystem,
  findSystem,
  listSystems,
  rotateSecret,
  type System,
  scopes,
  secretsOf,
} from '../../db/systems/systems.js'
import { replayFrom, resumeLane, troubledLanes } from '../../db/systems/webhook-lanes.js'
import { findWebhook, rotateWebhookSecret, setWebhook } from '../../db/systems/webhooks.js'
import { addressProblem } from '../../domain/interface/webhook.js'
import { requireRecentProof } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { speechOf } from '../mutations/scene.js'
import { flash, goTo, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { laneItem, secretItem, systemItem } from './words.js'

const path = '/office/systems'
/** Days for which the secrets before a new one may still open. */
const overlaps = [7, 1, 0] as const

const several = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.enum(scopes)).min(1),
)
const about = z.object({ name: z.string().trim().min(1).max(100), scopes: several })
const overlap = z.coerce.number().pipe(z.union(overlaps.map((it) => z.literal(it))))
const cursor = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)

type Errors = Record<string, string>

/** Programs of the office: who may fetch what, with which secret, and where they are told. For the system administrator. */
export function systems(deps: Deps): Router {
  const { db, vault, clock, config, courier } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    const speech = speechOf(req)
    const rows = await listSystems(db)
    const items = await Promise.all(
      rows.map(async (it) => systemItem(it, await troubledLanes(db, it.id), { ...speech, path })),
    )
    respond(req, res, 'systems/list', { title: speech.t('systems:title'), list: path, items })
  })

  router.get('/new', requireRecentProof, (req, res) => showNew(req, res, { scopes: [...scopes] }))

  router.post('/', requireRecentProof, async (req, res) => {
    const typed = about.safeParse(req.body)
    if (!typed.success) return showNew(req, res, req.body, errorsIn(req, typed.error))
    const { id, secret } = await createSystem(db, typed.data, byOf(req))
    showSecret(req, res, { ...typed.data, id }, 'client', secret)
  })

  router.get('/:system', requireRecentProof, async (req, res) => show(req, res, await systemHere(req)))

  router.post('/:system', requireRecentProof, async (req, res) => {
    const system = await runningHere(req)
    const typed = about.safeParse(req.body)
    if (!typed.success) return show(req, res, system, req.body, errorsIn(req, typed.error))
    await changeSystem(db, system.id, typed.data, byOf(req))
    done(req, res, system, 'saved')
  })

  router.post('/:system/secret', requireRecentProof, async (req, res) => {
    const system = await runningHere(req)
    const typed = overlap.safeParse(req.body.overlap)
    if (!typed.success) return show(req, res, system, req.body, problem(req, 'overlap'))
    showSecret(req, res, system, 'client', await rotateSecret(db, system.id, typed.data, byOf(req)))
  })

  router.post('/:system/webhook', requireRecentProof, async (req, res) => {
    const system = await runningHere(req)
    const url = String(req.body.url ?? '').trim()
    const wrong = addressProblem(url, config.webhooks.loopback)
    if (wrong) return show(req, res, system, req.body, problem(req, 'url', wrong))
    const status = req.body.status === 'off' ? 'off' : 'on'
    const secret = await setWebhook(db, vault, system.id, { url, status }, byOf(req))
    courier.wake()
    if (secret) return showSecret(req, res, system, 'webhook', secret)
    done(req, res, system, 'saved')
  })

  router.post('/:system/webhook-secret', requireRecentProof, async (req, res) => {
    const system = await runningHere(req)
    if (!(await findWebhook(db, system.id))) throw notFound()
    showSecret(req, res, system, 'webhook', await rotateWebhookSecret(db, vault, system.id, byOf(req)))
  })

  router.post('/:system/replay', requireRecentProof, async (req, res) => {
    const system = await runningHere(req)
    if (!(await findWebhook(db, system.id))) throw notFound()
    const typed = cursor.safeParse(String(req.body.cursor ?? '').trim())
    if (!typed.success) return show(req, res, system, req.body, problem(req, 'cursor'))
    await replayFrom(db, system.id, typed.data, byOf(req))
    courier.wake()
    done(req, res, system, 'replayed')
  })

  for (const verb of ['retry', 'skip'] as const)
    router.post(`/:system/lanes/:employer/${verb}`, requireRecentProof, async (req, res) => {
      const system = await runningHere(req)
      const lane = { systemId: system.id, employerId: String(req.params.employer) }
      const resumed = await resumeLane(db, lane, verb === 'skip', byOf(req))
      courier.wake()
      done(req, res, system, resumed ? verb : 'goneOn')
    })

  router.post('/:system/end', requireRecentProof, async (req, res) => {
    const system = await runningHere(req)
    await endSystem(db, system.id, byOf(req))
    done(req, res, system, 'ended')
  })

  // Whoever is asked for a proof in between comes back to the address of a form.
  router.get('/:system/:verb', (req, res) => goTo(res, `${path}/${req.params.system}`))
  router.get('/:system/lanes/:employer/:verb', (req, res) => goTo(res, `${path}/${req.params.system}`))

  async function systemHere(req: Request): Promise<System> {
    const system = await findSystem(db, String(req.params.system))
    if (!system) throw notFound()
    return system
  }

  async function runningHere(req: Request): Promise<System> {
    const system = await systemHere(req)
    if (system.endedAt) throw notFound()
    return system
  }

  function showNew(req: Request, res: Response, values: object, errors?: Errors) {
    const title = speechOf(req).t('systems:new.title')
    respond(req, res, 'systems/new', { title, list: path, values, errors, scopes }, errors ? 422 : 200)
  }

  async function show(req: Request, res: Response, system: System, typed: object = {}, errors?: Errors) {
    const speech = speechOf(req)
    const [secrets, webhook, lanes, last] = await Promise.all([
      secretsOf(db, system.id, clock()),
      findWebhook(db, system.id),
      troubledLanes(db, system.id),
      lastEvent(db),
    ])
    const here = `${path}/${system.id}`
    const { t, fmt } = speech
    respond(
      req,
      res,
      'systems/page',
      {
        ...{ title: system.name, list: path, address: here, system, webhook, last, scopes, overlaps, errors },
        facts: [
          { label: t('systems:clientId'), value: system.id, figures: true },
          { label: t('systems:tokenAddress'), value: `${config.baseUrl}/api/v1/token` },
          {
            label: t('systems:lastUsed'),
            value: system.lastUsedAt ? fmt.instant(system.lastUsedAt) : t('systems:never'),
          },
        ],
        secrets: secrets.map((it) => secretItem(it, speech)),
        lanes: lanes.map((it) => laneItem(it, { ...speech, here })),
        heard: webhook?.lastOkAt ? fmt.instant(webhook.lastOkAt) : t('systems:never'),
        values: {
          name: system.name,
          scopes: system.scopes,
          overlap: '7',
          url: webhook?.url ?? '',
          status: webhook?.status ?? 'on',
          ...typed,
        },
      },
      errors ? 422 : 200,
    )
  }

  function showSecret(
    req: Request,
    res: Response,
    { id, name }: Pick<System, 'id' | 'name'>,
    kind: 'client' | 'webhook',
    secret: string,
  ) {
    const title = speechOf(req).t(`systems:secret.${kind}`)
    respond(req, res, 'systems/secret', { title, id, name, kind, secret, address: `${path}/${id}` })
  }

  function done(req: Request, res: Response, { id }: System, said: string) {
    flash(req, speechOf(req).t(`systems:done.${said}`))
    goTo(res, `${path}/${id}`)
  }

  return router
}

const problem = (req: Request, field: string, which = ''): Errors => ({
  [field]: speechOf(req).t(`systems:problems.${field}${which ? `.${which}` : ''}`),
})

const errorsIn = (req: Request, error: z.ZodError): Errors =>
  Object.assign({}, ...error.issues.map(({ path }) => problem(req, String(path[0]))))
