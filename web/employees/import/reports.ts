import type { Knex } from 'knex'
import { reportsUnderWay } from '../../../db/people/staff-imports.js'
import type { NewDraft } from '../../../db/reports/drafts.js'
import type { Draft } from '../../../db/reports/mutations.js'
import { fullName, subjectNamed } from '../../../domain/names.js'
import { nameKey } from '../../../domain/new-employee/names.js'
import type { ComparedRow } from '../../../domain/staff-list/compare.js'
import type { StaffValues } from '../../../domain/staff-list/row.js'
import { dateFields } from '../../mutations/fields.js'
import { freeReference } from '../../mutations/reference.js'
import { reportIdFor } from '../../mutations/report-id.js'

/** Reports that are prepared from one list: the others wait for the next time. */
export const mostReports = 200

/** An entry or exit of a list that the office must be told of. */
export interface DueReport {
  row: ComparedRow
  what: 'entry' | 'exit'
  /** The report that is under way already. */
  existing: string | null
}

/** The entries and exits in a list, and which of them are under way. */
export async function dueReports(
  db: Knex,
  employerId: string,
  compared: ComparedRow[],
): Promise<DueReport[]> {
  const due = compared.filter(({ state, exit }) => state === 'new' || exit !== null)
  if (due.length === 0) return []
  const underWay = await reportsUnderWay(db, employerId)
  const entries = new Map(
    underWay.filter(({ kind }) => kind === 'new-employee').map((it) => [wholeName(it.subject ?? ''), it.id]),
  )
  const exits = new Map(
    underWay.filter(({ kind }) => kind === 'termination').map((it) => [it.employeeId, it.id]),
  )
  return due.map((row) =>
    row.state === 'new'
      ? { row, what: 'entry', existing: entries.get(wholeName(subjectNamed(row.values))) ?? null }
      : { row, what: 'exit', existing: exits.get(row.employeeId) ?? null },
  )
}

const wholeName = (subject: string) =>
  nameKey({ firstName: fullName({ firstName: null, lastName: null, subject }), lastName: '' })

/** The drafts to begin for what is not under way yet, with all that the list says. */
export async function draftsFor(
  db: Knex,
  { id, employerId }: { id: string; employerId: string },
  due: DueReport[],
): Promise<NewDraft[]> {
  const drafts: NewDraft[] = []
  for (const { row, what } of due.filter(({ existing }) => !existing).slice(0, mostReports)) {
    const kind = what === 'exit' ? ('termination' as const) : ('new-employee' as const)
    drafts.push({
      ...{
        id: reportIdFor(`${id}/${row.place}`),
        kind,
        reference: await freeReference(db, kind),
        employerId,
      },
      employeeId: what === 'exit' ? row.employeeId : null,
      subject: what === 'exit' ? null : subjectNamed(row.values),
      draft: what === 'exit' ? { exit: dateFields('lastDay', row.exit) } : entryOf(row.values),
    })
  }
  return drafts
}

function entryOf(values: StaffValues): Draft {
  const { ahvNumber, firstName, lastName, birthDate, startsOn, endsOn, workload, ...work } = values
  return {
    person: {
      ...(ahvNumber ? { hasNumber: 'yes', ahvNumber } : {}),
      ...{ firstName, lastName, ...dateFields('birthDate', birthDate) },
    },
    work: {
      ...work,
      ...dateFields('startsOn', startsOn),
      ...dateFields('endsOn', endsOn),
      workload: String(workload ?? 100),
    },
  }
}
