import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { statementsOf } from '../../db/allowances/statements.js'
import { birthAlsoReported } from '../../db/people/births.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { totalsOf } from '../../domain/daily-allowance/account.js'
import { addDays, swissDate } from '../../domain/dates.js'
import type { MaternityAnswers } from '../../domain/maternity/answers.js'
import { propose } from '../../domain/maternity/propose.js'
import { answers } from '../domain/maternity/answers.js'
import { by, today } from './case.js'

/** Forty days ago: the first month has passed, and the claim goes on. */
export const birthDate = addDays(today, -40)

/** A birth of forty days ago, with all papers; 160 francs a day, the employer pays the whole wage. */
export const plainBirth = (change: Partial<MaternityAnswers> = {}): MaternityAnswers =>
  answers({
    birth: { date: birthDate, alive: true, term: 'full' },
    children: [{ key: 'c1', firstName: 'Lia', lastName: randomUUID(), birthDate }],
    ...change,
  })

/** Reports a birth and answers the id of the report. */
export async function reportedBirth(
  db: Knex,
  ids: { employer: string; employee: string; user: string },
  said = plainBirth(),
): Promise<string> {
  const reference = `MU-${randomUUID().slice(0, 4)}-${randomUUID().slice(0, 4)}`.toUpperCase()
  const about = { kind: 'maternity' as const, reference, employerId: ids.employer, employeeId: ids.employee }
  const id = await beginDraft(db, { ...about, draft: {} }, by(ids.user))
  await submit(db, await mutationById(db, id), said, by(ids.user))
  return id
}

/** The review that agrees with what the rules find. */
export async function maternityAgreement(db: Knex, id: string) {
  const mutation = await mutationById(db, id)
  const said = mutation.answers as MaternityAnswers
  const birth = { date: said.birth.date, children: said.children }
  const found = propose(said, {
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    alsoReported: await birthAlsoReported(db, mutation, birth),
  })
  return { decision: 'approve', result: { found }, reason: '' }
}

/** What was stated so far, in short. */
export async function statedFor(db: Knex, id: string) {
  const all = await statementsOf(db, id)
  return {
    count: all.length,
    last: all.at(-1),
    ...totalsOf(all.flatMap(({ entries }) => entries)),
  }
}
