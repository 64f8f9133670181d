import type { Knex } from 'knex'
import { staffOf } from '../../db/declarations/known.js'
import type { DeclaredPerson } from '../../domain/salary-declaration/declaration.js'
import { writeElm } from '../../salaries/elm/write.js'
import { writeTemplate } from '../../salaries/excel/template.js'
import { templateWords } from '../../test/salaries/template-words.js'
import { personsOf } from '../../web/mutations/salary-declaration/staff-pages.js'
import { year } from './called.js'
import type { Asked } from './employers.js'

/** What each of the staff has earned, in Rappen. */
const wage = 7_800_000

/** The wages of an employer's staff as a payroll program writes them. */
export async function elmFile(db: Knex, office: string, { employerId, memberNumber }: Asked): Promise<Blob> {
  const staff = personsOf(await staffOf(db, employerId, year))
  const persons = staff.map((it) => ({
    ...it,
    ahv: it.ahv.map((line) => ({ ...line, institution: '#AHV', ahv: wage, alv: wage })),
    fak: it.fak.map((line) => ({ ...line, institution: '#FAK', wage })),
  }))
  const ours = { office, member: memberNumber }
  const head = {
    ...{ year, company: `${employerId} AG`, uid: null, replaces: null, request: employerId },
    ...{ writtenAt: `${year + 1}-01-20T10:00:00` },
    institutions: [
      { id: '#AHV', kind: 'ahv' as const, ...ours },
      { id: '#FAK', kind: 'fak' as const, ...ours },
    ],
  }
  const parts: string[] = []
  for await (const part of writeElm(head, onePage(persons))) parts.push(part)
  return new Blob(parts)
}

async function* onePage(persons: DeclaredPerson[]) {
  yield persons
}

/** The same in the portal's own template. */
export async function excelFile(db: Knex, { employerId, memberNumber }: Asked): Promise<Blob> {
  const staff = await staffOf(db, employerId, year)
  const bytes = await writeTemplate({
    ...{ member: memberNumber, company: `${employerId} AG`, year, words: templateWords },
    rows: staff.map((line) => ({ ...line, exit: false, amounts: { ahv: wage, alv: wage } })),
  })
  return new Blob([new Uint8Array(bytes)])
}
