import type { Request } from 'express'
import { type PersonOnFile, personOnFile, strangerNamed } from '../../db/people/person.js'
import { documentsOf } from '../../db/reports/documents.js'
import { type DraftAtHand, draftAtHand } from '../../db/reports/draft-at-hand.js'
import { type Draft, findMutation, type Mutation } from '../../db/reports/mutations.js'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import type { Named } from '../../domain/names.js'
import { keptUntil } from '../../domain/retention.js'
import { isOpenTo } from '../../domain/topics.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { spansNow } from '../spans.js'
import { employerOf } from '../visit.js'
import type { Facts, Journey } from './journey.js'
import { journeys } from './journeys.js'
import type { Speech } from './summary.js'

/** A draft with all that a page of its journey needs. */
export interface Scene {
  mutation: Mutation
  journey: Journey
  draft: Draft
  facts: Facts
  speech: Speech
  /** Address of this report. */
  url: string
  /** How long a draft is kept that nobody touches any more. */
  keptUntil?: IsoDate
}

/** The report of this address, if it is this employer's and of a topic of who asks; otherwise a 404. */
export async function mutationOf({ db }: Deps, req: Request): Promise<Mutation> {
  const { id: employerId, topics } = employerOf(req)
  const mutation = await findMutation(db, employerId, String(req.params.id))
  if (!mutation || !isOpenTo(topics, mutation.kind)) throw notFound()
  return mutation
}

/** The report of this address with all that its pages need, in one look; a 404 as `mutationOf` says it. */
export async function draftSceneOf(deps: Deps, req: Request): Promise<Scene> {
  const { db, clock, config } = deps
  const today = swissDate(clock())
  const { id: employerId, topics } = employerOf(req)
  const at = { employerId, id: String(req.params.id) }
  const found = await draftAtHand(db, at, today, config.spans)
  if (!found?.person || !isOpenTo(topics, found.mutation.kind)) throw notFound()
  const { mutation, person, documents, spans, draftDays } = found
  const scene = await sceneWith(deps, req, mutation, { person, documents, spans })
  // what the clock has opened it does not throw away
  if (mutation.status !== 'draft' || mutation.createdBy === 'system') return scene
  return { ...scene, keptUntil: keptUntil(swissDate(mutation.savedAt), draftDays) }
}

export async function sceneOf(deps: Deps, req: Request, mutation: Mutation): Promise<Scene> {
  const { db } = deps
  const [person, documents, spans] = await Promise.all([
    mutation.employeeId
      ? personOnFile(db, mutation.employerId, mutation.employeeId)
      : strangerNamed(mutation.subject ?? ''),
    documentsOf(db, mutation.id),
    spansNow(deps),
  ])
  if (!person) throw notFound()
  return sceneWith(deps, req, mutation, { person, documents, spans })
}

async function sceneWith(
  { db, clock, config }: Deps,
  req: Request,
  mutation: Mutation,
  { person, documents, spans }: Omit<DraftAtHand, 'mutation' | 'draftDays'> & { person: PersonOnFile },
): Promise<Scene> {
  const journey = journeys[mutation.kind] as Journey
  const found = await journey.look?.(db, mutation, config)
  return {
    mutation,
    journey,
    draft: mutation.draft,
    facts: {
      today: swissDate(clock()),
      person,
      documents: documents.filter(({ origin }) => origin === 'upload'),
      rounding: config.rounding,
      documentsDueDays: spans.documentsDueDays,
      ...found,
    },
    speech: speechOf(req),
    url: urlOf(mutation),
  }
}

export const urlOf = ({ employerId, id }: Pick<Mutation, 'employerId' | 'id'>): string =>
  `/e/${employerId}/mutations/${id}`

/** Texts and formats in the language of the reader. */
export function speechOf(req: Request): Speech {
  const language = languageOf(req)
  return { t: translator(language), fmt: formats(language) }
}

/** What a report is about, such as `Familienzulagen für Reto Zbinden`. */
export const aboutOf = ({ kind }: Pick<Mutation, 'kind'>, person: Named, { t }: Pick<Speech, 't'>): string =>
  aboutWhom(t(`mutations:kind.${kind}`), person, t)
