import type { Knex } from 'knex'
import { allowancesOf, interruptionsOf, workOf } from '../../../db/allowances/interruptions.js'
import { childrenOf } from '../../../db/employers/addressees.js'
import { employeeOf, type Mutation } from '../../../db/reports/mutations.js'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import { findInterruption, type InterruptionFindings } from '../../../domain/work-interruption/findings.js'
import { nameOf } from '../../mutations/family-allowance/summary.js'
import type { Findings } from '../review.js'

/** What is decided, with the names that the sheet shows. */
export interface AbsenceResult extends Omit<InterruptionFindings, 'missing'> {
  /** Names of children by id. */
  names: Record<string, string>
}

/** What the rules find in an interruption now. */
export async function findAbsence(
  db: Knex,
  mutation: Mutation,
  answers: WorkInterruptionAnswers,
): Promise<Findings<AbsenceResult>> {
  const employeeId = employeeOf(mutation)
  const { missing, ...found } = findInterruption(answers, {
    ...(await workOf(db, mutation)),
    onFile: await allowancesOf(db, employeeId),
    others: await interruptionsOf(db, employeeId, mutation.id),
  })
  const children = await childrenOf(db, employeeId)
  const names = Object.fromEntries(children.map((child) => [child.id, nameOf(child)]))
  return { verdict: found.verdict, missing, result: { ...found, names } }
}
