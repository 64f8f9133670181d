import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import {
  actsFor,
  changeRights,
  endMandate,
  findUserOf,
  type Refusal,
  resumeMandate,
  type Target,
  usersOf,
} from '../../db/access/employer-users.js'
import { resetFactors } from '../../db/access/factors.js'
import { invite, openInvitations } from '../../db/access/invitations.js'
import { mandatesOf } from '../../db/access/mandates.js'
import { findEmployer } from '../../db/employers/list.js'
import { swissDate } from '../../domain/dates.js'
import { languages } from '../../domain/kinds.js'
import { topics } from '../../domain/topics.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import { requireRecentProof } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { forbidden, notFound } from '../errors.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { printed } from '../mutations/fields.js'
import { parkedHere } from '../parking.js'
import { flash, goTo, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { errorsIn } from './errors.js'
import { invitationDeeds } from './invitations.js'

const several = z.union([z.string(), z.array(z.string())]).transform((value) => [...new Set([value].flat())])
const rights = z.object({
  role: z.enum(['member', 'admin']),
  topics: several.pipe(z.array(z.enum(topics)).min(1)),
})
const person = rights.extend({
  name: z.string().trim().min(1).max(200).transform(printed),
  email: z.string().trim().toLowerCase().max(200).pipe(z.email()),
  language: z.enum(languages),
  kind: z.enum(['staff', 'agent']),
})

/** The users of an employer, for its administrators and for the office: who they are, what they may, and who is invited. */
export function users(deps: Deps): Router {
  const { db, vault, clock, courier } = deps
  const router = Router({ mergeParams: true })

  router.get('/', async (req, res) => {
    const employer = await employerOf(req)
    const [people, invitations] = await Promise.all([
      usersOf(db, employer.id),
      openInvitations(db, employer.id),
    ])
    const t = translator(languageOf(req))
    const fmt = formats(languageOf(req))
    const today = swissDate(clock())
    const active = people.filter(({ endedAt }) => endedAt === null)
    const rows = people.map((it) => ({
      ...it,
      seen: it.lastSignInAt ? fmt.since(it.lastSignInAt, today) : t('users:never'),
      since: it.begunAt ? fmt.date(swissDate(it.begunAt)) : null,
      topicNames: fmt.list(it.topics.map((topic) => t(`users:topic.${topic}`))),
    }))
    respond(req, res, 'users/list', {
      title: t('users:title'),
      eyebrow: visitOf(req).employer ? undefined : employer.name,
      base: baseOf(req),
      guide: guide('users', languageOf(req)),
      back: may(req.visit, 'GET /office/employers/:employer')
        ? { href: `/office/employers/${employer.id}`, text: employer.name }
        : null,
      isAlone: active.filter(({ role }) => role === 'admin').length === 1,
      people: rows.filter(({ kind }) => kind === 'staff'),
      agents: rows.filter(({ kind }) => kind === 'agent'),
      invitations: invitations.map((it) => ({ ...it, expires: fmt.instant(it.expiresAt) })),
    })
  })

  router.get('/invite', requireRecentProof, async (req, res) => {
    const role = req.query.role === 'admin' ? 'admin' : 'member'
    const fresh = { topics: [...topics], role, kind: 'staff', language: languageOf(req) }
    showInvitation(req, res, parkedHere(req) ?? (await corrected(req)) ?? fresh)
  })

  router.post('/invite', requireRecentProof, async (req, res) => {
    const employer = await employerOf(req)
    const typed = person.safeParse(req.body)
    if (!typed.success) return showInvitation(req, res, req.body, errorsIn(req, typed.error))
    if (await actsFor(db, employer.id, typed.data.email)) {
      const errors = { email: translator(languageOf(req))('users:known') }
      return showInvitation(req, res, req.body, errors)
    }
    const { email, name, language, role, topics: chosen, kind } = typed.data
    const mandate = { role, topics: chosen.join(' '), kind, begunAt: clock() }
    const invitee = { email, name, language, role: 'employer' as const, employerId: employer.id, mandate }
    const before = await openInvitation(employer.id, req.body.instead)
    await invite(db, vault, invitee, byOf(req), before?.id)
    courier.wake()
    flash(req, translator(languageOf(req))('users:invited', { email }))
    goTo(res, baseOf(req))
  })

  router.use(invitationDeeds(deps, { employerId: async (req) => (await employerOf(req)).id, base: baseOf }))

  // Whoever is asked for a proof in between comes back to the address of a form.
  router.get('/:user/:verb', (req, res) => goTo(res, `${baseOf(req)}/${req.params.user}`))

  router.get('/:user', requireRecentProof, async (req, res) => show(req, res, parkedHere(req)))

  router.post('/:user', requireRecentProof, async (req, res) => {
    const typed = rights.safeParse(req.body)
    if (!typed.success) return show(req, res, req.body, { errors: errorsIn(req, typed.error), status: 422 })
    await answer(req, res, await changeRights(db, await targetOf(req), typed.data, byOf(req)))
  })

  router.post('/:user/end', requireRecentProof, async (req, res) =>
    answer(req, res, await endMandate(db, vault, await targetOf(req), byOf(req))),
  )

  router.post('/:user/resume', requireRecentProof, async (req, res) =>
    answer(req, res, await resumeMandate(db, await targetOf(req), byOf(req))),
  )

  router.post('/:user/reset-factors', requireRecentProof, async (req, res) => {
    const target = await targetOf(req)
    const found = await findUserOf(db, target.employerId, target.userId)
    if (!found || found.endedAt) throw notFound()
    if (found.id === visitOf(req).user.id) throw forbidden('one’s own factors are reset by somebody else')
    // Whoever acts for others as well is nobody's own: only the office may let them begin anew.
    if (found.others > 0 && !target.byOffice) throw forbidden('acts for other employers as well')
    await resetFactors(db, vault, found.id, byOf(req))
    courier.wake()
    await answer(req, res, null)
  })

  async function show(req: Request, res: Response, values: object | null, { errors, status }: Refused = {}) {
    const { employerId, userId } = await targetOf(req)
    const found = await findUserOf(db, employerId, userId)
    if (!found) throw notFound()
    const { id } = visitOf(req).user
    // Where else somebody acts is the office's to know, not an employer's.
    const elsewhere = visitOf(req).employer ? [] : await mandatesOf(db, userId)
    respond(
      req,
      res,
      'users/person',
      {
        title: found.name,
        base: baseOf(req),
        person: found,
        elsewhere: elsewhere.filter((it) => it.id !== employerId),
        mayReset: found.id !== id && (found.others === 0 || visitOf(req).employer === null),
        values: values ?? { role: found.role, topics: found.topics },
        errors,
        topics: found.id === id ? found.topics : topics,
        topicsHint: found.id === id ? translator(languageOf(req))('users:ownTopics') : undefined,
      },
      status,
    )
  }

  /** An invitation that went to a wrong address, to be sent to the right one. */
  async function corrected(req: Request) {
    const { id } = await employerOf(req)
    const before = await openInvitation(id, req.query.instead)
    if (!before) return null
    const { role, topics: chosen = '', kind = 'staff' } = before.mandate ?? { role: 'member' }
    const { name, email, language } = before
    return { name, email, language, role, kind, topics: String(chosen).split(' '), instead: before.id }
  }

  const openInvitation = async (employerId: string, id: unknown) =>
    (await openInvitations(db, employerId)).find((it) => it.id === id)

  function showInvitation(req: Request, res: Response, values: object, errors?: Refused['errors']) {
    const title = translator(languageOf(req))('users:invite.title')
    respond(
      req,
      res,
      'users/invite',
      { title, base: baseOf(req), values, errors, topics },
      errors ? 422 : 200,
    )
  }

  async function answer(req: Request, res: Response, refusal: Refusal | null) {
    const t = translator(languageOf(req))
    courier.wake()
    if (refusal === 'missing') throw notFound()
    if (refusal === 'own-topics')
      return show(req, res, req.body, { errors: { topics: t('users:ownTopics') }, status: 409 })
    if (refusal) return show(req, res, req.body, { errors: { role: t('users:refused') }, status: 409 })
    flash(req, t('users:done'))
    goTo(res, baseOf(req))
  }

  /** The employer of the address: the visitor's own, or for the office any that is there. */
  async function employerOf(req: Request): Promise<{ id: string; name: string }> {
    const { employer } = visitOf(req)
    const found = employer ?? (await findEmployer(db, String(req.params.employer)))
    if (!found) throw notFound()
    return found
  }

  const targetOf = async (req: Request): Promise<Target> => ({
    employerId: (await employerOf(req)).id,
    userId: String(req.params.user),
    byOffice: visitOf(req).employer === null,
  })

  return router
}

interface Refused {
  errors?: Record<string, string>
  status?: number
}

const baseOf = (req: Request) =>
  visitOf(req).employer
    ? `/e/${visitOf(req).employer?.id}/users`
    : `/office/employers/${req.params.employer}/users`
