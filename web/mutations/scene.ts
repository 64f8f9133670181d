import type { Request } from 'express'
import { documentsOf } from '../../db/documents.js'
import { type Draft, findMutation, type Mutation } from '../../db/mutations.js'
import { personOnFile, strangerNamed } from '../../db/person.js'
import { swissDate } from '../../domain/dates.js'
import type { Named } from '../../domain/names.js'
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
}

/** The report of this address, if it is this employer's; otherwise a 404. */
export async function mutationOf({ db }: Deps, req: Request): Promise<Mutation> {
  const mutation = await findMutation(db, employerOf(req).id, String(req.params.id))
  if (!mutation) throw notFound()
  return mutation
}

export async function sceneOf(deps: Deps, req: Request, mutation: Mutation): Promise<Scene> {
  const { db, clock, config } = deps
  const journey = journeys[mutation.kind] as Journey
  const [person, documents, spans, found] = await Promise.all([
    mutation.employeeId
      ? personOnFile(db, mutation.employerId, mutation.employeeId)
      : strangerNamed(mutation.subject ?? ''),
    documentsOf(db, mutation.id),
    spansNow(deps),
    journey.look?.(db, mutation),
  ])
  if (!person) throw notFound()
  const uploads = documents.filter(({ origin }) => origin === 'upload')
  return {
    mutation,
    journey,
    draft: mutation.draft,
    facts: {
      today: swissDate(clock()),
      person,
      documents: uploads,
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
