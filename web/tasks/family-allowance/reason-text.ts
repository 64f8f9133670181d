import { citation } from '../../../documents/citation.js'
import { commonKey } from '../../../documents/reasons.js'
import type { Reason } from '../../../domain/reason.js'
import { sentenceOf } from '../../mutations/faults.js'
import { fault } from '../../mutations/fields.js'
import type { Scene } from '../form.js'

/** A rule's sentence and its article in the reader's language. */
export const reasonText = (
  { rule, params, law, met }: Reason,
  { t, fmt }: Pick<Scene, 't' | 'fmt'>,
  keyOf = commonKey,
): { text: string; law: string; met: Reason['met'] } => ({
  text: sentenceOf(fault('', keyOf(rule), params), { t, fmt }),
  law: citation(law, { t }),
  met,
})
