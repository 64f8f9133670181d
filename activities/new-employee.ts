import { findEmployerAddress } from '../db/employers/addressees.js'
import { employ, peopleLike } from '../db/people/newcomers.js'
import { type Mutation, mutationById } from '../db/reports/mutations.js'
import { closeMutation } from '../db/reports/outcomes.js'
import { type Task, tasksOf } from '../db/tasks/tasks.js'
import type { Letter } from '../documents/letter.js'
import { newEmployeeConfirmation } from '../documents/new-employee-confirmation.js'
import { senderOf } from '../documents/sender.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { NewEmployeeAnswers } from '../domain/new-employee/answers.js'
import { type Entry, type EntryFindings, findEntry } from '../domain/new-employee/findings.js'
import { personMeant } from '../domain/new-employee/known.js'
import type { Decided } from '../domain/review.js'
import { describeCase } from './case.js'
import type { Deps } from './index.js'
import { publish, render } from './publish.js'

/** What the steps of an entry ask of whom: of nobody, where the number is known and contradicts nothing. */
export const describeNewEmployeeTask = describeCase({
  missing: async (deps, mutation) => (await findingsOf(deps, mutation)).missing,
  brief: async (deps, mutation) => ({ verdict: (await findingsOf(deps, mutation)).verdict }),
  unattended: async (deps, mutation) => (await findingsOf(deps, mutation)).unattended,
})

async function findingsOf({ db }: Pick<Deps, 'db'>, mutation: Mutation): Promise<EntryFindings> {
  const answers = mutation.answers as NewEmployeeAnswers
  return findEntry(answers, await peopleLike(db, answers.person), mutation.employerId)
}

export const newEmployeeActivities = (deps: Deps) => ({
  /**
   * Carries out the n-th review, or confirms an entry nobody needed to look at, in one transaction: person and employment,
   * sealed letter, message, notices, and the mutation is closed.
   */
  async decideNewEmployee(mutationId: string, n: number, at: Instant): Promise<void> {
    const { db, courier } = deps
    const mutation = await mutationById(db, mutationId)
    if (mutation.status === 'closed') return
    const review = (await tasksOf(db, mutationId)).find((task) => task.step === 'review' && task.n === n)
    const decision = await decisionOf(deps, mutation, review)
    const rendered = await render(deps, await letterFor(deps, mutation, review, decision))
    const by = { actor: 'system', at }
    const answers = mutation.answers as NewEmployeeAnswers
    await db.transaction(async (trx) => {
      const isConfirmed = decision.decision === 'approve'
      if (!(await closeMutation(trx, mutationId, isConfirmed ? 'confirmed' : 'refused', by))) return
      const employeeId = isConfirmed
        ? await employ(trx, mutation, answers, decision.result.ahvNumber, by)
        : null
      const letter = {
        slug: 'confirmation',
        kind: `new-employee-${isConfirmed ? 'confirmation' : 'refusal'}`,
      }
      await publish(trx, { ...mutation, employeeId }, letter, rendered, by)
    })
    courier.wake()
  },
})

/** What the review says; without one, that the entry counts under the number that was found. */
async function decisionOf(deps: Deps, mutation: Mutation, review?: Task): Promise<Decided<Entry>> {
  if (review?.outcome) return review.outcome as unknown as Decided<Entry>
  const { result } = await findingsOf(deps, mutation)
  return { decision: 'approve', result, reason: '' }
}

/** The answer to the employer, as of the moment of the decision: a second run writes the same bytes. */
async function letterFor(
  { db, config }: Deps,
  mutation: Mutation,
  review: Task | undefined,
  decision: Decided<Entry>,
): Promise<Letter> {
  const { person, work } = mutation.answers as NewEmployeeAnswers
  const employer = await findEmployerAddress(db, mutation.employerId)
  const submittedAt = mutation.submittedAt ?? mutation.savedAt
  const createdAt = review?.closedAt ?? submittedAt
  const ahvNumber = decision.decision === 'approve' ? decision.result.ahvNumber : (person.ahvNumber ?? null)
  const people = await peopleLike(db, { ...person, ...(ahvNumber && { ahvNumber }) }, mutation.employerId)
  return newEmployeeConfirmation({
    language: employer.language,
    outcome: decision.decision === 'approve' ? 'confirmed' : 'refused',
    ...senderOf(config.office),
    date: swissDate(createdAt),
    createdAt,
    reference: mutation.reference,
    submittedOn: swissDate(submittedAt),
    employer,
    person: { ...person, name: `${person.firstName} ${person.lastName}`, ahvNumber },
    work,
    isBack: personMeant({ ...person, ...(ahvNumber && { ahvNumber }) }, people) !== null,
    ...(decision.reason && { reason: decision.reason }),
  })
}
