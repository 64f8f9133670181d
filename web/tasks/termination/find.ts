import type { Knex } from 'knex'
import { allowancesOf } from '../../../db/allowances/interruptions.js'
import { workCantonOf } from '../../../db/allowances/terminations.js'
import { childrenOf } from '../../../db/employers/addressees.js'
import { employeeOf, type Mutation } from '../../../db/reports/mutations.js'
import { type IsoDate, swissDate } from '../../../domain/dates.js'
import type { Rounding } from '../../../domain/family-allowance/proposal.js'
import { holidaysIn } from '../../../domain/holidays.js'
import type { TerminationAnswers } from '../../../domain/termination/answers.js'
import { findTermination, type TerminationFindings } from '../../../domain/termination/findings.js'
import { nameOf } from '../../mutations/family-allowance/summary.js'
import type { Findings } from '../review.js'

/** What is decided, with the names that the sheet shows. */
export interface ExitResult extends TerminationFindings {
  /** Names of children by id. */
  names: Record<string, string>
}

/** What the rules find in an exit now. */
export async function findExit(
  db: Knex,
  mutation: Mutation,
  answers: TerminationAnswers,
  today: IsoDate,
  rounding: Rounding,
): Promise<Findings<ExitResult>> {
  const employeeId = employeeOf(mutation)
  const found = findTermination(answers, {
    today,
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    rounding,
    onFile: await allowancesOf(db, employeeId),
    isHoliday: holidaysIn(await workCantonOf(db, mutation)),
  })
  const children = await childrenOf(db, employeeId)
  const names = Object.fromEntries(children.map((child) => [child.id, nameOf(child)]))
  return { verdict: found.verdict, missing: [], result: { ...found, names } }
}
