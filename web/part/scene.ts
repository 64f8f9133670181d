import type { Request } from 'express'
import type { By } from '../../db/audit/note.js'
import { findEmployerAddress } from '../../db/employers/addressees.js'
import { type LinkState, type PartLink, partLinkByToken, stateOf } from '../../db/people/part-links.js'
import { strangerNamed } from '../../db/people/person.js'
import { type Draft, type Mutation, mutationById } from '../../db/reports/mutations.js'
import { swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { type Deps, depsOf } from '../deps.js'
import { languageOf } from '../language.js'
import type { Facts, Journey } from '../mutations/journey.js'
import { journeys } from '../mutations/journeys.js'
import type { Speech } from '../mutations/summary.js'
import { spansNow } from '../spans.js'

/** A person's part of a draft, with all that its pages need. */
export interface PartScene {
  link: PartLink
  mutation: Mutation
  journey: Journey
  part: NonNullable<Journey['part']>
  /** What the employer said that her questions depend on, and what was typed behind the link. */
  draft: Draft
  facts: Facts
  speech: Speech
  /** The name of the employer who sent the link. */
  firm: string
  url: string
}

export interface ClosedScene {
  state: Exclude<LinkState, 'open'> | 'unknown'
  speech: Speech
}

/** What is behind the link of this request, or why it is not open. Nothing on file about the person is a part of it. */
export async function partScene(deps: Deps, req: Request): Promise<PartScene | ClosedScene> {
  const { db, clock, config } = deps
  const token = String(req.params.token)
  const link = await partLinkByToken(db, token)
  const language = languageOf(req)
  const speech = { t: translator(language), fmt: formats(language) }
  if (!link) return { state: 'unknown', speech }
  const state = stateOf(link, clock())
  const mutation = await mutationById(db, link.mutationId)
  const journey = journeys[mutation.kind] as Journey
  const { part } = journey
  if (state !== 'open') return { state, speech }
  if (mutation.status !== 'draft' || !part) return { state: 'withdrawn', speech }
  const { birth, 'leave-pay': leavePay } = mutation.draft
  return {
    ...{ link, mutation, journey, part, speech },
    draft: { birth, 'leave-pay': leavePay, ...link.draft },
    facts: {
      today: swissDate(clock()),
      person: strangerNamed(''),
      documents: [],
      rounding: config.rounding,
      documentsDueDays: (await spansNow(deps)).documentsDueDays,
    },
    firm: (await findEmployerAddress(db, mutation.employerId)).name,
    url: `/part/${token}`,
  }
}

/** Who acts behind a link, for the audit. */
export const byLink = (req: Request): By => ({
  actor: 'link',
  at: depsOf(req).clock(),
  requestId: req.requestId,
})
