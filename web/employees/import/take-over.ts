import type { By } from '../../../db/audit/note.js'
import { applyImport, type Compare } from '../../../db/people/staff-changes.js'
import { type ImportContent, keepComparison, type StaffImport } from '../../../db/people/staff-imports.js'
import type { Deps } from '../../deps.js'
import { draftsFor, dueReports } from './reports.js'

/** Takes a list over, with the reports it asks for where they are wanted. `moved`: the preview shows something else now. */
export async function takeOver(
  { db }: Pick<Deps, 'db'>,
  { id, employerId, content }: StaffImport & { content: ImportContent },
  withReports: boolean,
  compare: Compare,
  by: By,
): Promise<'applied' | 'gone' | 'moved'> {
  const due = withReports ? await dueReports(db, employerId, content.compared) : []
  const drafts = await draftsFor(db, { id, employerId }, due)
  const applied = await applyImport(db, { id, employerId, compare, drafts }, by)
  if (applied.end === 'moved') await keepComparison(db, id, applied.content)
  return applied.end
}
