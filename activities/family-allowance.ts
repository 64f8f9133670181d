import { storeDocument } from '../db/documents.js'
import { carryOut, circumstancesOf, putChildOnFile } from '../db/entitlements.js'
import { deliver } from '../db/messages.js'
import { closeMutation, type Mutation, mutationById } from '../db/mutations.js'
import { findTask, type TaskSpec, taskId } from '../db/tasks.js'
import { fileNameOf, renderLetter } from '../documents/letter.js'
import { addDays, type Instant, swissDate, swissInstant } from '../domain/dates.js'
import { dueDate } from '../domain/deadlines.js'
import type { FamilyAllowanceAnswers } from '../domain/family-allowance/answers.js'
import type { Review } from '../domain/family-allowance/decision.js'
import { outcomeOf } from '../domain/family-allowance/outcome.js'
import { propose } from '../domain/family-allowance/propose.js'
import { decisionLetter } from './family-allowance-letter.js'
import type { Deps } from './index.js'

const remindersAt = 8 // o'clock in Switzerland
const expiresAt = 6 // on the morning after the last day

/** What a step of the family allowance asks of whom, and until when; null when there is nothing to ask. */
export async function describeFamilyAllowanceTask(
  deps: Deps,
  mutation: Mutation,
  step: string,
  n: number,
  at: Instant,
): Promise<TaskSpec | null> {
  const spec = { mutationId: mutation.id, step, n }
  const today = swissDate(at)
  if (step === 'provide-documents') {
    const asked = await askedDocuments(deps, mutation, n, today)
    return (
      asked && {
        ...spec,
        side: 'employer',
        ...deadlineOf(deps, today, asked.dueDays),
        details: asked.details,
      }
    )
  }
  const { reviewDueDays } = deps.config.spans
  const dueOn = dueDate('office-review', today, { 'office-review': reviewDueDays })
  const brief = await briefOf(deps, mutation, today)
  if (step === 'review') return { ...spec, side: 'fund', dueOn, ladder: [], details: { brief } }
  const review = await findTask(deps.db, taskId({ ...spec, step: 'review' }))
  const details = {
    brief,
    firstBy: review.closedBy,
    reasons: (review.outcome as unknown as Review & { second: string[] }).second,
  }
  return { ...spec, side: 'fund', dueOn, ladder: [], details }
}

/** What the rules suggest, in short, for the list of tasks; the review computes it anew. Rappen a month. */
async function briefOf({ db, config }: Deps, mutation: Mutation, today: string) {
  const circumstances = await circumstancesOf(db, mutation, today, config.rounding)
  const { verdict, monthly } = propose(mutation.answers as FamilyAllowanceAnswers, circumstances)
  return { verdict, amount: monthly }
}

/** The first time what the rules miss, later what the caseworker asked for. */
async function askedDocuments({ db, config }: Deps, mutation: Mutation, n: number, today: string) {
  if (n === 1) {
    const circumstances = await circumstancesOf(db, mutation, today, config.rounding)
    const { missing } = propose(mutation.answers as FamilyAllowanceAnswers, circumstances)
    const details = { documents: missing, text: '' }
    return missing.length > 0 ? { details, dueDays: config.spans.documentsDueDays } : null
  }
  const review = await findTask(db, taskId({ mutationId: mutation.id, step: 'review', n: n - 1 }))
  const asked = review.outcome as unknown as Review & { decision: 'ask' }
  return { details: { documents: asked.documents, text: asked.text }, dueDays: asked.dueDays }
}

/** Fixed moments, counted once: reminders before the last day, and the end on the morning after it. */
function deadlineOf({ config }: Deps, today: string, dueDays: number): Pick<TaskSpec, 'dueOn' | 'ladder'> {
  const dueOn = addDays(today, dueDays)
  const reminders = config.spans.reminderDays
    .filter((days) => days < dueDays)
    .map((days) => ({ at: swissInstant(addDays(today, days), remindersAt), act: 'remind' as const }))
  return { dueOn, ladder: [...reminders, { at: swissInstant(addDays(dueOn, 1), expiresAt), act: 'expire' }] }
}

export const familyAllowanceActivities = (deps: Deps) => ({
  /**
   * Carries out the decision of the n-th review, in one transaction: entitlements, sealed letter, message,
   * notices, and the mutation is closed. The letter bears the moment of the decision, so that a second run writes the same bytes.
   */
  async decideFamilyAllowance(mutationId: string, n: number, at: Instant): Promise<void> {
    const { db, vault, courier } = deps
    const mutation = await mutationById(db, mutationId)
    if (mutation.status === 'closed') return
    const review = await findTask(db, taskId({ mutationId, step: 'review', n }))
    const decision = review.outcome as unknown as Exclude<Review, { decision: 'ask' }>
    const letter = await decisionLetter(deps, mutation, review, decision)
    const bytes = await renderLetter(letter)
    const answers = mutation.answers as FamilyAllowanceAnswers
    const by = { actor: 'system', at }
    await db.transaction(async (trx) => {
      if (!(await closeMutation(trx, mutationId, outcomeOf(answers.request.purpose, decision.lines), by)))
        return
      for (const child of answers.children) {
        const granted = decision.lines.filter((line) => line.childKey === child.key && line.granted === 'yes')
        if (granted.length === 0) continue
        const childId = await putChildOnFile(trx, mutation, child)
        for (const [nth, line] of granted.entries()) await carryOut(trx, mutation, childId, line, nth)
      }
      await carryOutEndings(trx, mutation, answers, decision)
      const { employerId, employeeId } = mutation
      const id = `${mutationId}/decision`
      const document = {
        id,
        employerId,
        employeeId,
        mutationId,
        origin: 'office' as const,
        purpose: 'decision',
      }
      const file = { name: fileNameOf(letter), mime: 'application/pdf' }
      await storeDocument(trx, vault, { ...document, ...file }, bytes, by)
      await deliver(
        trx,
        { id, employerId, employeeId, mutationId, kind: 'family-allowance-decision', documentId: id },
        by,
      )
    })
    courier.wake()
  },
})

/** A report that ends all allowances names no child: its lines carry the id of what they end. */
async function carryOutEndings(
  trx: Parameters<typeof carryOut>[0],
  mutation: Mutation,
  answers: FamilyAllowanceAnswers,
  { lines }: Pick<Review & { decision: 'approve' }, 'lines'>,
) {
  const keys = new Set(answers.children.map((child) => child.key))
  for (const [nth, line] of lines.entries())
    if (line.ends && line.granted === 'yes' && !keys.has(line.childKey))
      await carryOut(trx, mutation, line.childKey, line, nth)
}
