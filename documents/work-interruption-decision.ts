import { addDays, type IsoDate } from '../domain/dates.js'
import type { Reason } from '../domain/reason.js'
import { type EntitlementDecision, entitlementDecision } from './entitlement-decision.js'
import type { Letter } from './letter.js'
import { sentenceOf } from './reasons.js'
import { speechOf } from './speech.js'
import { interruptionKey } from './work-interruption-words.js'

/** What a decision on an interruption says: allowances that end, that come back, or that do not go on at all. */
export interface InterruptionDecision
  extends Omit<EntitlementDecision, 'subject' | 'opening' | 'grounds' | 'notes'> {
  what: 'stopped' | 'resumed' | 'refused'
  /** The last day of the allowances. */
  lastDay: IsoDate
  /** Whether the person died. */
  isDeath: boolean
  reasons: Reason[]
  /** What the caseworker writes. */
  reason?: string
}

/** The decision with which an interruption ends allowances (FamZV 10) or brings them back (FamZV 10 Iter). */
export function workInterruptionDecision({
  what,
  lastDay,
  isDeath,
  reasons,
  reason,
  ...rest
}: InterruptionDecision): Letter {
  const speech = speechOf(rest.language)
  const { t, fmt } = speech
  const date = fmt.date(lastDay)
  const next = fmt.date(addDays(lastDay, 1))
  return entitlementDecision({
    ...rest,
    subject: t(`letters:decision.subject.${what === 'resumed' ? 'change' : 'end'}`),
    opening: [t(`workInterruption:letter.opening.${isDeath ? 'death' : what}`, { date })],
    grounds: [...(reason ? [reason] : []), ...reasons.map((it) => sentenceOf(it, speech, interruptionKey))],
    notes:
      what === 'resumed'
        ? []
        : [
            t('workInterruption:letter.otherParentFrom', { date: next }),
            ...(isDeath ? [] : [t('workInterruption:letter.comesBack')]),
          ],
  })
}
