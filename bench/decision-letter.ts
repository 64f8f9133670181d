import type { Knex } from 'knex'
import { decisionLetter } from '../activities/family-allowance-letter.js'
import type { Config } from '../config.js'
import { mutationById } from '../db/reports/mutations.js'
import { findTask } from '../db/tasks/tasks.js'
import { issueLetter } from '../documents/letter.js'
import { openSigner } from '../documents/signing/open.js'
import type { Review } from '../domain/family-allowance/decision.js'

/** Milliseconds that it takes to draw and sign the decision of a report, in a process that does nothing else. */
export async function drawingTimes(db: Knex, config: Config, id: string): Promise<number[]> {
  const review = await findTask(db, `${id}/review/1`)
  const decision = review.outcome as unknown as Exclude<Review, { decision: 'ask' }>
  const letter = await decisionLetter({ db, config }, await mutationById(db, id), review, decision)
  const signer = await openSigner(config.signing)
  const times: number[] = []
  for (let n = 0; n < 60; n++) {
    const begun = performance.now()
    await issueLetter(letter, signer)
    times.push(performance.now() - begun)
  }
  return times.slice(-30)
}
