import type { Canton } from '../kinds.js'
import type { Rappen } from '../money.js'
import type { Reason } from '../reason.js'
import { type Rate, type RateQuestion, rateFor } from './rates.js'
import { reason } from './reasons.js'

export interface Difference {
  /** Rappen a month, or once. */
  amount: Rappen
  reason: Reason
}

/**
 * What the second in line is paid (FamZG 7 II, for birth and adoption 3 III): by how much the own canton's
 * rate exceeds that of the first's canton. Nothing within one canton. The child is taken to hold the
 * same place among its siblings with both parents.
 */
export function differenceFor(question: RateQuestion, otherCanton: Canton | undefined): Difference {
  if (!otherCanton) return { amount: 0, reason: reason('difference-unknown', {}) }
  if (otherCanton === question.canton)
    return { amount: 0, reason: reason('difference-same-canton', { otherCanton }) }
  const own = paid(rateFor(question))
  const other = paid(rateFor({ ...question, canton: otherCanton }))
  if (own === null || other === null) return { amount: 0, reason: reason('difference-unknown', {}) }
  const amount = Math.max(own - other, 0)
  const params = { ownCanton: question.canton, ownAmount: own, otherCanton, otherAmount: other }
  return {
    amount,
    reason:
      amount > 0
        ? reason('difference-paid', { ...params, differenceAmount: amount })
        : reason('difference-none', params),
  }
}

/** Null where no confirmed amount is known: a difference to a doubtful amount would be a guess. */
function paid(rate: Rate): Rappen | null {
  if (rate.known === 'none') return 0
  return rate.known === 'yes' && rate.step !== 'unconfirmed' ? rate.amount : null
}
