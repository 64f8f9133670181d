import type { Reason } from '../domain/reason.js'
import type { DecisionLine } from './family-allowance-decision.js'
import type { Block } from './letter.js'
import { commonKey, sentenceOf } from './reasons.js'
import type { Speech } from './speech.js'

/** Why: the caseworker's own words, then for each allowance the rules that carry the decision (ATSG 49 III). */
export function decisionGrounds(
  lines: DecisionLine[],
  reason: string | undefined,
  speech: Speech,
  keyOf = commonKey,
): Block[] {
  const { t, fmt } = speech
  const explained = lines.filter((line) => deciding(line).length > 0)
  if (!reason && explained.length === 0) return []
  return [
    { type: 'heading', text: t('letters:decision.grounds') },
    ...(reason ? [{ type: 'paragraph', text: reason } as const] : []),
    ...explained.flatMap((line): Block[] => [
      {
        type: 'heading',
        level: 3,
        text: t(`letters:decision.line.${line.granted === 'yes' ? 'granted' : 'refused'}`, {
          child: line.childName,
          allowance: t(`letters:allowance.${line.kind}`),
          from: fmt.date(line.from),
        }),
      },
      { type: 'list', items: deciding(line).map((one) => sentenceOf(one, speech, keyOf)) },
    ]),
  ]
}

/** What carries the decision: the conditions met by what is granted, those not met by what is refused. */
function deciding({ granted, reasons }: DecisionLine): Reason[] {
  return reasons.filter(({ met }) => met === (granted === 'yes' ? 'yes' : 'no'))
}
