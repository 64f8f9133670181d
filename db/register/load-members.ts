import type { Knex } from 'knex'
import type { MemberValues } from '../../domain/register/columns.js'
import type { Line, LineFault } from '../../domain/register/table.js'
import type { By } from '../audit/note.js'
import type { EmployerRecord } from '../employers/record.js'
import { amendEmployer, enterEmployer } from './register.js'

/** What has become of the rows of a file. */
export interface Loaded {
  added: number
  changed: number
  same: number
  /** The rows that were left out. */
  faults: LineFault[]
  /** How many ends of employment become reports for the office to decide on; missing where none does. */
  exits?: number
}

/** Rows that are written in one transaction. */
export const rowsAtOnce = 200

/** Brings the members up to date, by member number; nobody is deleted. With `dryRun` it only says what would be done. */
export async function loadMembers(
  db: Knex,
  lines: Line<MemberValues>[],
  by: By,
  dryRun: boolean,
): Promise<Loaded> {
  const loaded: Loaded = { added: 0, changed: 0, same: 0, faults: [] }
  const firstOf = new Map<string, number>()
  const once = lines.filter(({ line, values: { memberNumber } }) => {
    const first = firstOf.get(memberNumber)
    if (first === undefined) firstOf.set(memberNumber, line)
    else loaded.faults.push({ line, reason: `memberNumber stands on line ${first} already` })
    return first === undefined
  })
  for (let from = 0; from < once.length; from += rowsAtOnce)
    await db.transaction(async (trx) => {
      for (const { values } of once.slice(from, from + rowsAtOnce))
        loaded[await loadOne(trx, values, by, dryRun)]++
    })
  return loaded
}

async function loadOne(
  trx: Knex.Transaction,
  values: MemberValues,
  by: By,
  dryRun: boolean,
): Promise<'added' | 'changed' | 'same'> {
  const before = await trx('employers').where({ memberNumber: values.memberNumber }).first()
  if (!before) {
    if (!dryRun && 'taken' in (await enterEmployer(trx, values, by)))
      throw new Error(`somebody else has just registered the member ${values.memberNumber}; load once more`)
    return 'added'
  }
  if (dryRun) return differs(before, values) ? 'changed' : 'same'
  return (await amendEmployer(trx, before, values, by)).length > 0 ? 'changed' : 'same'
}

const differs = (before: EmployerRecord, values: MemberValues) =>
  (Object.keys(values) as (keyof MemberValues)[]).some((it) => values[it] !== before[it])
