import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import type { Turn } from '../domain/training-certificate/turn.js'
import { listen, type Waiting } from './ask.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()

/**
 * One child and one school year: the employer is asked, the office decides, and a proof that comes late or ends early has
 * another round, until the school year is over.
 */
export async function trainingCertificate(mutationId: string): Promise<void> {
  const waiting = listen(mutationId)
  for (;;) {
    const turn = await nextTurn(waiting, mutationId)
    if (turn.turn === 'end') return
    if (turn.turn === 'ask') await waiting.ask('certificate', turn.round)
    if (turn.turn === 'review') {
      const n = await reviewedFrom(waiting, turn.n)
      if (n === null) return
      await sql.decideTrainingCertificate(mutationId, n, now())
    }
  }
}

/** Waits until it is somebody's turn. */
async function nextTurn({ rest }: Waiting, mutationId: string): Promise<Turn> {
  let turn: Turn = { turn: 'end' }
  await rest(async () => {
    turn = await sql.turnOfTrainingCertificate(mutationId, now())
    return turn.turn === 'wait' ? turn.until : null
  })
  return turn
}

/** The office's review, asked back as often as needed. Answers the number of the one that decides, or null if nobody must any more. */
async function reviewedFrom({ ask }: Waiting, from: number): Promise<number | null> {
  for (let n = from; ; n++) {
    const review = await ask('review', n)
    if (review.status === 'withdrawn') return null
    if (review.decision !== 'ask') return n
    await ask('provide-documents', n + 1)
  }
}
