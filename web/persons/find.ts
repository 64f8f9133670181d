import type { Request } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { type PersonFound, peopleFound } from '../../db/people/file.js'
import { maskAhvNumber } from '../../domain/ahv-number.js'
import { listName } from '../../domain/names.js'
import type { Formats } from '../../locales/format.js'
import type { Deps } from '../deps.js'
import { byOf } from '../visit.js'

/** So many are shown of those who are called so. */
export const personsShown = 50

/**
 * Finds people of all employers by their words, noted in the audit: those who are shown, and one more if there is. `isAhead`: the same is looked for again
 * and noted then, unless there is one alone.
 */
export async function findPersons(
  { db }: Deps,
  req: Request,
  typed: string,
  isAhead = false,
): Promise<PersonFound[]> {
  const found = await peopleFound(db, typed, personsShown + 1)
  if (isAhead && found.length !== 1) return found
  await noteRead(db, byOf(req), {
    action: 'person.search',
    object: 'all',
    fields: [`found:${found.length}`],
  })
  return found
}

/** One of them as a line. */
export const personLine = (it: PersonFound, fmt: Formats) => ({
  title: listName(it),
  href: `/office/persons/${it.id}`,
  firm: it.employerName,
  meta: [fmt.date(it.birthDate), it.ahvNumber && maskAhvNumber(it.ahvNumber)].filter(Boolean).join(', '),
})
