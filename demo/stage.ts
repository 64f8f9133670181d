import type { Knex } from 'knex'
import { createActivities } from '../activities/index.js'
import type { Config } from '../config.js'
import { mutationById } from '../db/reports/mutations.js'
import type { Vault } from '../db/seal.js'
import { tasksOf } from '../db/tasks/tasks.js'
import type { Signer } from '../documents/signing/signer.js'
import type { Instant, IsoDate } from '../domain/dates.js'

export interface Office {
  db: Knex
  vault: Vault
  signer: Signer | null
  config: Pick<
    Config,
    | 'receiptKey'
    | 'oldReceiptKeys'
    | 'spans'
    | 'declarations'
    | 'campaignPerSecond'
    | 'rounding'
    | 'office'
    | 'baseUrl'
    | 'webhooks'
  >
}

/** Where the stories of the demo are played: the office, its day, and what the worker does. */
export interface Stage extends Office {
  day: IsoDate
  activities: ReturnType<typeof createActivities>
}

/** Something that somebody did at a moment in the past. */
export interface Scene {
  at: Instant
  play(stage: Stage): Promise<unknown>
}

export function stageFor(office: Office, day: IsoDate): Stage {
  const nobody = { courier: { wake() {} }, mailer: { send: async () => true } }
  return { ...office, day, activities: createActivities({ ...office, ...nobody }) }
}

/**
 * Does what the workflow of a report would do next, up to the task somebody has to answer: the same activities in the
 * same order as `workflows/case.ts`, so that the workflow finds all of it done when it starts.
 */
export async function proceed(stage: Stage, mutationId: string, at: Instant): Promise<void> {
  const { activities } = stage
  const { kind, status } = await mutationById(stage.db, mutationId)
  if (kind === 'work-interruption' && status === 'running') return followInterruption(stage, mutationId, at)
  if (kind === 'training-certificate') return followCertificate(stage, mutationId, at)
  if (kind === 'salary-declaration' && status === 'draft') return followCall(stage, mutationId, at)
  const ask = async (step: string, n: number) => (await activities.openTask(mutationId, step, n, at)).answer
  const papers = await ask('provide-documents', 1)
  if (!papers || papers.status === 'withdrawn') return
  for (let n = 1; ; n++) {
    const review = await ask('review', n)
    if (!review || review.status === 'withdrawn') return
    if (review.decision === 'ask') {
      if (await ask('provide-documents', n + 1)) continue
      return
    }
    const second = review.second ? await ask('second-review', n) : review
    if (!second) return
    if (second.decision !== 'disagree') return decide(stage, mutationId, n, at)
  }
}

/** Carries out the n-th review of a report, as its procedure would. */
async function decide({ db, activities }: Stage, mutationId: string, n: number, at: Instant): Promise<void> {
  const { kind } = await mutationById(db, mutationId)
  if (kind === 'maternity') {
    await activities.decideMaternity(mutationId, n, at)
    await activities.stateMaternity(mutationId, at)
    return
  }
  if (kind === 'other-parent-leave') {
    await activities.decideOtherParentLeave(mutationId, n, at)
    await activities.stateOtherParentLeave(mutationId, at)
    return
  }
  if (kind === 'new-employee') return activities.decideNewEmployee(mutationId, n, at)
  if (kind === 'work-interruption') return activities.decideWorkInterruption(mutationId, n, at)
  if (kind === 'termination') return activities.decideTermination(mutationId, n, at)
  return activities.decideFamilyAllowance(mutationId, n, at)
}

/** What an interruption that runs does at a moment: it ends, waits, or asks. */
async function followInterruption({ activities }: Stage, mutationId: string, at: Instant): Promise<void> {
  const { question } = await activities.followWorkInterruption(mutationId, at)
  if (question !== undefined) await activities.openTask(mutationId, 'resumption', question, at)
}

/** What the question about the wages of a year does once its last day is over: it reminds by letter, and asks again. */
async function followCall({ db, activities }: Stage, mutationId: string, at: Instant): Promise<void> {
  await activities.remindOfWages(mutationId, at)
  const asked = (await tasksOf(db, mutationId)).filter(({ step }) => step === 'declare')
  await activities.openTask(mutationId, 'declare', asked.length + 1, at)
}

/** What the report about a school year does at a moment: it asks the employer, or the office. */
async function followCertificate({ activities }: Stage, mutationId: string, at: Instant): Promise<void> {
  const turn = await activities.turnOfTrainingCertificate(mutationId, at)
  if (turn.turn === 'ask') await activities.openTask(mutationId, 'certificate', turn.round, at)
  if (turn.turn === 'review') await activities.openTask(mutationId, 'review', turn.n, at)
}
