import { addDays, type IsoDate } from '../domain/dates.js'
import type { Reason } from '../domain/reason.js'
import { type EntitlementDecision, entitlementDecision } from './entitlement-decision.js'
import type { Letter } from './letter.js'
import { sentenceOf } from './reasons.js'
import { speechOf } from './speech.js'
import { terminationKey } from './termination-words.js'

/** What the decision says that ends allowances because an employment ends. */
export interface ExitDecision
  extends Omit<EntitlementDecision, 'subject' | 'opening' | 'grounds' | 'notes' | 'resumed'> {
  /** Who told the office of it, or that somebody died. */
  why: 'exit' | 'register' | 'death'
  allowancesUntil: IsoDate
  reasons: Reason[]
  /** What the caseworker writes. */
  reason: string
}

/** The decision that ends allowances with the employment (FamZG 13 I) or after a death (FamZV 10 III). */
export function terminationDecision({
  why,
  allowancesUntil,
  reasons,
  reason,
  ...rest
}: ExitDecision): Letter {
  const speech = speechOf(rest.language)
  const { t, fmt } = speech
  const next = fmt.date(addDays(allowancesUntil, 1))
  return entitlementDecision({
    ...rest,
    resumed: [],
    subject: t('letters:decision.subject.end'),
    opening: [t(`termination:letter.opening.${why}`, { date: fmt.date(allowancesUntil) })],
    grounds: [...(reason ? [reason] : []), ...reasons.map((it) => sentenceOf(it, speech, terminationKey))],
    notes: [
      t('termination:letter.otherParentFrom', { date: next }),
      ...(why === 'death' ? [] : [t('termination:letter.newEmployer')]),
    ],
  })
}
