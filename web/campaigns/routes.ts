import { randomUUID } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { namesOf } from '../../db/access/users.js'
import {
  campaignList,
  findCampaign,
  openCampaign,
  progressByEmployer,
  progressOf,
} from '../../db/certificates/campaigns.js'
import { dueByEmployer, dueList, dueScope } from '../../db/certificates/due.js'
import { swissDate } from '../../domain/dates.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { errorsOf } from '../mutations/faults.js'
import { one, typedIn, type Values } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { listAddress, pageOf } from '../tasks/address.js'
import { byOf } from '../visit.js'
import { type Choice, readChoice } from './choice.js'
import { campaignItem, dueItem, employerItem, progressFacts } from './words.js'

const path = '/office/campaigns'
const perPage = 25
const previewed = 100
const kind = 'training-certificate' as const

/** Campaigns of the office: what was opened, how far it has come, and a new one with its preview. */
export function campaigns(deps: Deps): Router {
  const { db, clock, config } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    const speech = speechOf(req)
    const page = pageOf(req.query.page)
    const { campaigns, found } = await campaignList(db, { offset: (page - 1) * perPage, limit: perPage })
    const ids = campaigns.map(({ id }) => id)
    const progress = await progressOf(db, ids, swissDate(clock()))
    const reader = { ...speech, today: swissDate(clock()), path }
    respond(req, res, 'campaigns/list', {
      title: speech.t('campaigns:title'),
      list: path,
      mayOpen: may(req.visit, 'GET /office/campaigns/new'),
      rows: campaigns.map((campaign) => campaignItem(campaign, progress.get(campaign.id), reader)),
      found,
      page,
      pages: Math.ceil(found / perPage),
      href: (to: number) => listAddress(path, { page: to > 1 ? to : '' }),
    })
  })

  router.get('/new', async (req, res) => {
    const typed = typedIn(req.query as Record<string, unknown>)
    if (typed.lead === undefined) return showForm(req, res, firstValues(), {})
    const reading = await readChoice(db, typed)
    if ('faults' in reading)
      return showForm(req, res, typed, { errors: errorsOf(reading.faults, speechOf(req)) })
    await showForm(req, res, typed, { preview: await previewOf(req, reading.value) })
  })

  router.post('/', async (req, res) => {
    const { t } = speechOf(req)
    const typed = typedIn(req.body ?? {})
    const reading = await readChoice(db, typed)
    const id = one(typed.id)
    if ('faults' in reading || !/^[0-9a-f-]{36}$/.test(id))
      return showForm(req, res, typed, {
        errors: 'faults' in reading ? errorsOf(reading.faults, speechOf(req)) : {},
      })
    const due = await dueByEmployer(db, scopeOf(reading.value))
    const found = due.reduce((sum, it) => sum + it.due, 0)
    if (found === 0 && !(await findCampaign(db, id)))
      return showForm(req, res, typed, { preview: await previewOf(req, reading.value) })
    // pressed twice, it is the same campaign
    if (await openCampaign(db, { id, kind, ...reading.value, found }, byOf(req))) deps.courier.wake()
    flash(req, t('campaigns:opened'))
    redirect(req, res, `${path}/${id}`)
  })

  router.get('/:id', async (req, res) => {
    const campaign = await findCampaign(db, req.params.id)
    if (!campaign) throw notFound()
    const speech = speechOf(req)
    const today = swissDate(clock())
    const page = pageOf(req.query.page)
    const progress = (await progressOf(db, [campaign.id], today)).get(campaign.id)
    const names = await namesOf(db, [campaign.openedBy])
    const rows = await progressByEmployer(db, campaign.id, today, {
      offset: (page - 1) * perPage,
      limit: perPage + 1,
    })
    const address = `${path}/${campaign.id}`
    respond(req, res, 'campaigns/page', {
      title: speech.t('campaigns:page.title', { date: speech.fmt.date(swissDate(campaign.openedAt)) }),
      list: path,
      running: campaign.status === 'open',
      facts: progressFacts(campaign, progress, names.get(campaign.openedBy) ?? null, speech),
      rows: rows.slice(0, perPage).map((row) => employerItem(row, speech)),
      page,
      pages: rows.length > perPage ? page + 1 : page,
      href: (to: number) => listAddress(address, { page: to > 1 ? to : '' }),
    })
  })

  const scopeOf = ({ leadDays, employers }: Choice) => dueScope(swissDate(clock()), leadDays, employers)
  const firstValues = (): Values => ({
    lead: String(config.spans.certificateLeadDays),
    who: 'all',
    members: '',
  })

  async function previewOf(req: Request, choice: Choice) {
    const speech = speechOf(req)
    const scope = scopeOf(choice)
    const employers = await dueByEmployer(db, scope)
    const children = await dueList(db, scope, { offset: 0, limit: previewed })
    const found = employers.reduce((sum, { due }) => sum + due, 0)
    return {
      id: randomUUID(),
      found,
      seconds: Math.ceil(found / config.campaignPerSecond),
      employerCount: employers.length,
      employers: employers.slice(0, previewed).map((it) => employerItem({ ...it, opened: it.due }, speech)),
      children: children.map((it) => dueItem(it, speech)),
    }
  }

  async function showForm(
    req: Request,
    res: Response,
    values: Values,
    page: { errors?: Record<string, string>; preview?: Awaited<ReturnType<typeof previewOf>> },
  ) {
    const title = speechOf(req).t('campaigns:new.title')
    const wrong = page.errors && Object.keys(page.errors).length > 0
    respond(req, res, 'campaigns/new', { title, list: path, values, ...page }, wrong ? 422 : 200)
  }

  return router
}
