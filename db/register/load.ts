import type { Knex } from 'knex'
import { employeeColumns, memberColumns, ownToEmployers } from '../../domain/register/columns.js'
import { readTable, type Table } from '../../domain/register/table.js'
import type { By } from '../audit/note.js'
import { loadEmployees } from './load-employees.js'
import { type Loaded, loadMembers } from './load-members.js'

/** The files of the core system, as text; either may be missing. */
export interface RegisterFiles {
  members?: string
  employees?: string
}

/**
 * Brings the register up to date with what the core system has exported, members first; loading the same twice changes nothing.
 * With `dryRun` nothing is written. Throws before anything is written if the headings of a file are not those asked for.
 */
export async function loadRegister(
  db: Knex,
  files: RegisterFiles,
  by: By,
  dryRun = false,
): Promise<Partial<Record<keyof RegisterFiles, Loaded>>> {
  const members = read('members', files.members, (text) => readTable(text, memberColumns))
  const employees = read('employees', files.employees, (text) =>
    readTable(text, employeeColumns, ownToEmployers),
  )
  const announced = new Set(dryRun ? members?.lines.map(({ values }) => values.memberNumber) : [])
  const load = { by, dryRun, announced }
  return {
    ...(members && { members: withFaultsOf(members, await loadMembers(db, members.lines, by, dryRun)) }),
    ...(employees && { employees: withFaultsOf(employees, await loadEmployees(db, employees.lines, load)) }),
  }
}

function read<T>(what: string, text: string | undefined, table: (text: string) => T): T | null {
  if (text === undefined) return null
  try {
    return table(text)
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

/** All rows that were left out, in the order of the file. */
const withFaultsOf = (table: Table<unknown>, loaded: Loaded): Loaded => ({
  ...loaded,
  faults: [...table.faults, ...loaded.faults].sort((a, b) => a.line - b.line),
})
