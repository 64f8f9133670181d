import type { Knex } from 'knex'
import type { By } from '../../../db/audit/note.js'
import type { Declaration } from '../../../db/declarations/declarations.js'
import { personsOnPage } from '../../../db/declarations/parts.js'
import { employeeByNumber } from '../../../db/people/employees.js'
import { beginDraft } from '../../../db/reports/drafts.js'
import { type Draft, findMutation } from '../../../db/reports/mutations.js'
import type { IsoDate } from '../../../domain/dates.js'
import { subjectNamed } from '../../../domain/names.js'
import type { DeclaredPerson } from '../../../domain/salary-declaration/declaration.js'
import type { Deps } from '../../deps.js'
import { dateFields } from '../fields.js'
import { freeReference } from '../reference.js'
import { reportIdFor } from '../report-id.js'

/** An entry or exit that the payroll program reports beside the wages. */
export interface Reported {
  /** Names it in a form. */
  key: string
  name: string
  what: 'entry' | 'exit'
  on: IsoDate
  /** The report that was prepared from it. */
  preparedAs: string | null
  /** Whether it can become a report: whoever leaves must be on file. */
  possible: boolean
}

/** What a file reports beside the wages, and what has become of it. */
export async function reportedIn(deps: Deps, declaration: Declaration): Promise<Reported[]> {
  const { db } = deps
  const { mutationId, employerId } = declaration
  return Promise.all(
    (await personsReporting(deps, declaration)).map(async ({ person, index, what, on }) => {
      const id = idOf(mutationId, index, what)
      const prepared = await findMutation(db, employerId, id)
      const isOnFile = what === 'entry' || (await employeeOf(db, employerId, person)) !== null
      const name = `${person.lastName} ${person.firstName}`.trim()
      return { key: `${index}-${what}`, name, what, on, preparedAs: prepared && id, possible: isOnFile }
    }),
  )
}

/** Prepares the reports that were chosen, each once; answers how many are new. Somebody still has to complete and send them. */
export async function prepareReports(
  deps: Deps,
  declaration: Declaration,
  chosen: string[],
  by: By,
): Promise<number> {
  const { db } = deps
  const { mutationId, employerId } = declaration
  let prepared = 0
  for (const { person, index, what, on } of await personsReporting(deps, declaration)) {
    const id = idOf(mutationId, index, what)
    if (!chosen.includes(`${index}-${what}`) || (await findMutation(db, employerId, id))) continue
    const employeeId = what === 'exit' ? await employeeOf(db, employerId, person) : null
    if (what === 'exit' && !employeeId) continue
    const kind = what === 'exit' ? ('termination' as const) : ('new-employee' as const)
    const draft = what === 'exit' ? { exit: dateFields('lastDay', on) } : entryOf(person, on)
    const subject = what === 'entry' ? subjectNamed(person) : null
    await beginDraft(
      db,
      { id, kind, reference: await freeReference(db, kind), employerId, employeeId, subject, draft },
      by,
    )
    prepared++
  }
  return prepared
}

/** The persons who enter or leave, as the reading has noted them. */
async function personsReporting({ db, vault }: Deps, declaration: Declaration) {
  const noted = declaration.read?.reports ?? []
  const found: { person: DeclaredPerson; index: number; what: 'entry' | 'exit'; on: IsoDate }[] = []
  let index = 0
  for (let n = 0; n < declaration.pages && found.length < noted.length; n++)
    for (const person of await personsOnPage(db, vault, declaration, n)) {
      for (const { what, on } of noted.filter((it) => it.person === index))
        found.push({ person, index, what, on })
      index++
    }
  return found
}

const employeeOf = (db: Knex, employerId: string, { ahvNumber }: DeclaredPerson) =>
  ahvNumber ? employeeByNumber(db, employerId, ahvNumber) : null

function entryOf(person: DeclaredPerson, on: IsoDate): Draft {
  const { ahvNumber, firstName, lastName, birthDate, sex } = person
  return {
    person: {
      ...(ahvNumber ? { hasNumber: 'yes', ahvNumber } : { hasNumber: 'no' }),
      ...{ firstName, lastName, ...dateFields('birthDate', birthDate) },
      ...(sex && { sex: sex === 'F' ? 'female' : 'male' }),
    },
    work: dateFields('startsOn', on),
  }
}

/** The same report for the same person of the same file, however often it is asked for. */
const idOf = (mutationId: string, index: number, what: string) =>
  reportIdFor(`${mutationId}/${index}/${what}`)
