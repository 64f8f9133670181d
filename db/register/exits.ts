import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { earlier, type IsoDate } from '../../domain/dates.js'
import { runsBeyond } from '../../domain/entitlement/stopping.js'
import { monthlyKinds } from '../../domain/family-allowance/answers.js'
import { referenceFor } from '../../domain/references.js'
import { fromRegister, type TerminationAnswers } from '../../domain/termination/answers.js'
import type { By } from '../audit/note.js'
import { sentReports } from '../reports/mutations.js'
import { openReports } from '../reports/opened.js'

/** An employment that has an end in the register, and none behind it with the same employer. */
export interface RegisteredExit {
  employmentId: string
  employerId: string
  employeeId: string
  lastDay: IsoDate
}

const kind = 'termination' as const
const atOnce = 200
const withdrawn = ['recalled', 'refused', 'superseded']

/**
 * Opens a report of the end for each employment beyond whose end allowances run, so that the office ends them as where an employer reports it
 * (FamZG 13 I); none where the end was reported, or taken over before. Answers how many; with `dryRun` it opens none.
 */
export async function reportExits(
  db: Knex,
  exits: RegisteredExit[],
  by: By,
  dryRun: boolean,
): Promise<number> {
  let opened = 0
  for (let from = 0; from < exits.length; from += atOnce)
    opened += await db.transaction(async (trx) => {
      const openings = []
      for (const exit of await concerned(trx, exits.slice(from, from + atOnce)))
        if (!(await isReported(trx, exit))) openings.push(openingOf(exit))
      return dryRun ? openings.length : (await openReports(trx, openings, by)).length
    })
  return opened
}

/** Those beyond whose last day allowances run. */
async function concerned(trx: Knex.Transaction, exits: RegisteredExit[]): Promise<RegisteredExit[]> {
  const first = exits.map(({ lastDay }) => lastDay).reduce(earlier)
  const running = await trx('entitlements')
    .whereIn('employeeId', exits.map(({ employeeId }) => employeeId)) // biome-ignore format: one line
    .whereIn('kind', [...monthlyKinds])
    .where((beyond) => beyond.whereNull('endsOn').orWhere('endsOn', '>', first))
    .select('employeeId', 'kind', { from: 'startsOn', to: 'endsOn' })
  return exits.filter(({ employeeId, lastDay }) =>
    running.some((it) => it.employeeId === employeeId && runsBeyond(it, lastDay)),
  )
}

/** Whether this end was reported already, or any that nobody has decided on yet. */
async function isReported(trx: Knex.Transaction, { employeeId, employmentId, lastDay }: RegisteredExit) {
  if (await trx('mutations').where({ kind, subjectKey: keyOf({ employmentId, lastDay }) }).first('id')) return true // biome-ignore format: one line
  return (await sentReports(trx, employeeId, kind)).some(
    ({ status, outcome, answers }) =>
      status !== 'closed' ||
      (!withdrawn.includes(outcome ?? '') && (answers as TerminationAnswers).lastDay === lastDay),
  )
}

const keyOf = ({ employmentId, lastDay }: Pick<RegisteredExit, 'employmentId' | 'lastDay'>) =>
  `${employmentId}/${lastDay}`

function openingOf({ employerId, employeeId, ...exit }: RegisteredExit) {
  const answers: TerminationAnswers = { reason: fromRegister, lastDay: exit.lastDay, documents: [] }
  const reference = referenceFor(kind, randomBytes(8))
  return { kind, reference, employerId, employeeId, answers, subjectKey: keyOf(exit), campaignId: null }
}
