import type { Knex } from 'knex'
import { peopleLike } from '../../db/people/newcomers.js'
import type { Mutation } from '../../db/reports/mutations.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { NewEmployeeAnswers } from '../../domain/new-employee/answers.js'
import { contradictions } from '../../domain/new-employee/known.js'
import { knownText } from '../tasks/new-employee/known-text.js'
import type { Speech } from './summary.js'

/** What the office alone is told beside a report. */
export interface OfficeNotes {
  title: string
  lines: string[]
}

type Find = (db: Knex, mutation: Mutation, ahvNumber: string | null, speech: Speech) => Promise<OfficeNotes>

/** With which other members somebody is on file under the same number, also where nobody had to look at the entry. */
const knownElsewhere: Find = async (db, { answers, employerId }, onFile, speech) => {
  const { person } = answers as NewEmployeeAnswers
  const ahvNumber = onFile ?? person.ahvNumber
  const title = speech.t('newEmployee:elsewhere')
  if (!ahvNumber) return { title, lines: [] }
  const others = (await peopleLike(db, { ahvNumber })).filter((it) => it.employerId !== employerId)
  const lines = others.map((it) => knownText(it, contradictions({ ...person, ahvNumber }, it), speech))
  return { title, lines }
}

const notes: Partial<Record<MutationKind, Find>> = { 'new-employee': knownElsewhere }

/** The notes on a report, null where there is nothing to say. */
export async function officeNotesOn(...[db, mutation, ahvNumber, speech]: Parameters<Find>) {
  const found = await notes[mutation.kind]?.(db, mutation, ahvNumber, speech)
  return found && found.lines.length > 0 ? found : null
}
