import { isDeepStrictEqual } from 'node:util'
import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { ProposalLine, Rounding } from '../../domain/family-allowance/proposal.js'
import type { Certificate, CertificateAnswers, Settled } from '../../domain/training-certificate/answers.js'
import type { CertificateFacts } from '../../domain/training-certificate/facts.js'
import { carryOut, drawnElsewhere, entitlementsOf } from '../allowances/entitlements.js'
import { type By, note } from '../audit/note.js'
import { keyOfReport, sealJson } from '../person-keys.js'
import { amend } from '../reports/amendments.js'
import { isOpen, type Mutation, type Outcome, ReportClosed, toMutation } from '../reports/mutations.js'
import { closeMutation, runMutation } from '../reports/outcomes.js'
import { completeTask, type Task } from '../tasks/tasks.js'

/** What the office knows beside a training certificate, on a day. Throws when the person has no employment. */
export async function certificateFactsOf(
  db: Knex,
  { employerId, employeeId, answers }: Pick<Mutation, 'employerId' | 'employeeId' | 'answers'>,
  today: IsoDate,
  rounding: Rounding,
): Promise<CertificateFacts> {
  if (!employeeId) throw new Error('a training certificate is about a person on file')
  const work = await db('employments').where({ employeeId, employerId }).orderBy('startsOn', 'desc').first()
  if (!work) throw new Error('a training certificate needs an employment')
  const filed = await entitlementsOf(db, employeeId)
  const children = await db('children').where({ employeeId }).select('id', 'birthDate', 'ahvNumber')
  const birthDates = new Map(children.map((child) => [child.id, child.birthDate]))
  const { child } = answers as CertificateAnswers
  const number = children.find(({ id }) => id === child.id)?.ahvNumber
  return {
    today,
    employment: { from: work.startsOn, to: work.endsOn, canton: work.canton },
    onFile: filed.map(({ id, childId, kind, canton, rate, difference, startsOn, endsOn, provenUntil }) => ({
      ...{ id, childId, kind, canton, rate, provenUntil },
      birthDate: birthDates.get(childId),
      difference: difference > 0,
      from: startsOn,
      to: endsOn,
    })),
    elsewhere: await drawnElsewhere(db, number ? [number] : [], employeeId),
    rounding,
  }
}

/** An employer answers the question in time. False if somebody, or the clock, was first. */
export function answerCertificate(
  db: Knex,
  task: Task & { kind: Mutation['kind'] },
  certificate: Certificate,
  by: By,
): Promise<boolean> {
  return completeTask(db, task, { decision: certificate.state }, by, (trx) =>
    changeAnswers(trx, task.mutationId, (answers) => withCertificate(answers, certificate, by)),
  )
}

/** An employer answers after its time, which wakes the report again. False if the report is closed for good. */
export function answerLate(db: Knex, mutation: Mutation, certificate: Certificate, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('mutations').where({ id: mutation.id }).forUpdate().first()
    if (!row || !isOpen(row)) return false
    const { certificates } = toMutation(row).answers as CertificateAnswers
    const { at: _, ...latest } = certificates.at(-1) ?? { at: '' }
    if (isDeepStrictEqual(latest, certificate)) return true // sent twice
    await changeAnswers(trx, mutation.id, (answers) => withCertificate(answers, certificate, by))
    return amend(trx, mutation, 'certificate', { nth: certificates.length + 1 }, by)
  })
}

/** Keeps with a report which document proves what. Throws `ReportClosed` if it is not under way any more. */
export async function keepProof(
  trx: Knex.Transaction,
  mutationId: string,
  documentId: string,
  purpose: string,
): Promise<void> {
  const report = await trx('mutations').where({ id: mutationId }).forUpdate().first('status')
  if (!report || !isOpen(report)) throw new ReportClosed()
  await changeAnswers(trx, mutationId, (answers) => ({
    ...answers,
    documents: [...answers.documents, { documentId, purpose }],
  }))
}

/** What a decision carries out. */
export interface Settlement {
  settled: Settled
  lines: ProposalLine[]
  outcome: Outcome
  /** Nothing more can come in this school year, unless another certificate has come meanwhile. */
  final: boolean
}

/** Carries out a decision, in the transaction of its letter: allowances begin and end. False if it was carried out before. */
export async function settleCertificate(
  trx: Knex.Transaction,
  mutation: Mutation,
  { settled, lines, outcome, final }: Settlement,
  by: By,
): Promise<boolean> {
  const { id, employerId } = mutation
  const row = await trx('mutations').where({ id }).forUpdate().first()
  const now = toMutation(row)
  const { certificates, settled: before } = now.answers as CertificateAnswers
  if (!isOpen(now) || before.review >= settled.review) return false
  await changeAnswers(trx, id, (answers) => ({ ...answers, settled }))
  for (const [nth, line] of lines.entries()) {
    if (line.granted !== 'yes') continue
    await carryOut(trx, mutation, line.childKey, line, settled.review * 100 + nth)
    const action = line.ends ? 'entitlement.stop' : 'entitlement.grant'
    await note(trx, by, { action, object: line.ends ?? line.childKey, employerId })
  }
  if (final && certificates.length === settled.certificates) return closeMutation(trx, id, outcome, by)
  if (!(await runMutation(trx, id, outcome, by))) await trx('mutations').where({ id }).update({ outcome })
  return true
}

/** Closes a report whose school year is over. False if another certificate came since it was read, or it is closed. */
export function endCertificate(db: Knex, mutation: Mutation, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('mutations').where({ id: mutation.id }).forUpdate().first()
    const { certificates } = toMutation(row).answers as CertificateAnswers
    if (certificates.length !== (mutation.answers as CertificateAnswers).certificates.length) return false
    return closeMutation(trx, mutation.id, mutation.outcome ?? 'ended', by)
  })
}

const withCertificate = (
  answers: CertificateAnswers,
  certificate: Certificate,
  { at }: By,
): CertificateAnswers => ({
  ...answers,
  certificates: [...answers.certificates, { ...certificate, at }],
})

async function changeAnswers(
  trx: Knex.Transaction,
  id: string,
  change: (answers: CertificateAnswers) => CertificateAnswers,
): Promise<void> {
  const row = await trx('mutations').where({ id }).forUpdate().first('id', 'employeeId', 'answers')
  const answers = change(JSON.parse(row.answers))
  await trx('mutations')
    .where({ id })
    .update({ answers: await sealJson(trx, keyOfReport(row), answers) })
}
