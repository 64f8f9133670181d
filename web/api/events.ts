import { Router } from 'express'
import { z } from 'zod'
import { type Event, eventsAfter, eventTypes } from '../../db/events.js'
import type { Deps } from '../deps.js'
import { Problem } from './problems.js'
import type { Answer } from './schemas.js'

const base = '/api/v1'
const question = z.object({
  after: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  employer: z.string().max(40).optional(),
  type: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(eventTypes)))
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** What has happened, in the order in which it was committed; from any cursor on, as often as somebody asks. */
export function events({ db }: Deps): Router {
  const router = Router()
  router.get('/events', async (req, res) => {
    const asked = question.safeParse(req.query)
    if (!asked.success) {
      const [issue] = asked.error.issues
      throw new Problem(400, `${issue?.path.join('.')}: ${issue?.message}`)
    }
    const { after, employer, type, limit } = asked.data
    const found = await eventsAfter(db, after, { employerId: employer, types: type }, limit + 1)
    const events = found.slice(0, limit)
    const answer: Answer<'Events'> = {
      events: events.map(shown),
      next: String(events.at(-1)?.seq ?? after),
      more: found.length > limit,
    }
    res.set('Cache-Control', 'no-store').json(answer)
  })
  return router
}

const shown = ({ seq, type, employerId, employerSeq, subject, kind, outcome, at }: Event) => ({
  ...{ cursor: String(seq), type, employer: employerId, number: employerSeq, id: subject },
  ...{ kind, outcome, recordedAt: at, href: hrefOf(type, subject) },
})

const hrefOf = (type: Event['type'], subject: string) => {
  if (type === 'declaration.accepted') return `${base}/declarations/${subject}`
  return type === 'decision.issued' ? `${base}/decisions/${subject}` : `${base}/mutations/${subject}`
}
