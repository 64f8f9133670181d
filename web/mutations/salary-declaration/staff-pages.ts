import { Router } from 'express'
import { noteRead } from '../../../db/audit/note.js'
import { beginDeclaration, declarationOf } from '../../../db/declarations/declarations.js'
import { type StaffLine, staffOf } from '../../../db/declarations/known.js'
import { fillIn } from '../../../db/declarations/parts.js'
import type { DeclaredPerson } from '../../../domain/salary-declaration/declaration.js'
import { columns } from '../../../salaries/excel/columns.js'
import { writeTemplate } from '../../../salaries/excel/template.js'
import type { Deps } from '../../deps.js'
import { asFile, sheetType } from '../../documents/send.js'
import { redirect } from '../../respond.js'
import { byOf, employerOf } from '../../visit.js'
import { speechOf, urlOf } from '../scene.js'
import type { Speech } from '../summary.js'
import { draftOf, readOn } from './pages.js'
import { yearTyped } from './way.js'

/** The staff of the year, as a workbook to fill in or as lines in the portal. */
export function staffPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/wages/template.xlsx', async (req, res) => {
    const mutation = await draftOf(deps, req)
    const employer = employerOf(req)
    const year = Number(yearTyped(mutation.draft))
    const staff = await staffOf(deps.db, mutation.employerId, year)
    await noteRead(deps.db, byOf(req), {
      action: 'employees.read',
      object: mutation.employerId,
      employerId: mutation.employerId,
    })
    const bytes = await writeTemplate({
      ...{ member: employer.memberNumber, company: employer.name, year },
      rows: staff.map((line) => ({ ...line, exit: line.exit !== null })),
      words: wordsOf(speechOf(req)),
    })
    asFile(res, sheetType, `Lohnmeldung-${year}.xlsx`).send(bytes)
  })

  router.post('/:id/wages/staff', async (req, res) => {
    const mutation = await draftOf(deps, req)
    const year = Number(yearTyped(mutation.draft))
    const staff = await staffOf(deps.db, mutation.employerId, year)
    await beginDeclaration(deps.db, deps.vault, mutation, year)
    const declaration = await declarationOf(deps.db, mutation.id)
    if (declaration && (await fillIn(deps.db, deps.vault, declaration, year, personsOf(staff), byOf(req))))
      await readOn(deps, mutation.id, 2500)
    redirect(req, res, `${urlOf(mutation)}/wages`)
  })
  return router
}

/** The headings of the template, in the reader's language. */
function wordsOf({ t }: Speech) {
  const head = (['version', 'member', 'company', 'year', 'contact'] as const).map((it) => [
    it,
    t(`salaryDeclaration:head.${it}`),
  ])
  const headings = columns.map((it) => [it, t(`salaryDeclaration:column.${it}`)])
  const faults = (['canton', 'sex', 'day', 'amount'] as const).map((it) => [
    it,
    t(`salaryDeclaration:cell.${it}`),
  ])
  return {
    head: Object.fromEntries(head),
    columns: Object.fromEntries(headings),
    faults: Object.fromEntries(faults),
  }
}

/** One person with a line for each stretch of work, still without amounts. */
export function personsOf(staff: StaffLine[]): DeclaredPerson[] {
  const persons = new Map<string, DeclaredPerson>()
  for (const line of staff) {
    const { employeeId, from, to, canton } = line
    const person = persons.get(employeeId) ?? {
      ...{ place: persons.size + 1, ahvNumber: line.ahvNumber, personnelNumber: line.personnelNumber },
      ...{ lastName: line.lastName, firstName: line.firstName, sex: line.sex, birthDate: line.birthDate },
      ...{ entry: null, exit: null, reports: [], ahv: [], fak: [], remark: '', unreadable: [] },
    }
    const stretch = { place: person.place, institution: '', from, to }
    person.ahv.push({ ...stretch, ahv: 0, ahvFree: 0, alv: 0, alvSupplement: 0, alvFree: 0, splits: [] })
    person.fak.push({ ...stretch, wage: 0, canton, allowances: 0, children: [] })
    person.exit = line.exit ?? person.exit
    persons.set(employeeId, person)
  }
  return [...persons.values()]
}
