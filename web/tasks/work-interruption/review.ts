import { citation } from '../../../documents/citation.js'
import { ruleText } from '../../../documents/reasons.js'
import { continuingUntil, interruptionKey } from '../../../documents/work-interruption-words.js'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import type { Scene } from '../form.js'
import { reviewOf } from '../review.js'
import type { Sheet } from '../sheet.js'
import { type AbsenceResult, findAbsence } from './find.js'

/** The office looks at an interruption: until when allowances go on, and why. */
export const review = reviewOf<WorkInterruptionAnswers, AbsenceResult>({
  find: ({ deps, mutation }, answers) => findAbsence(deps.db, mutation, answers),
  show: sheetOf,
})

function sheetOf({ continuation, allowances, reasons, verdict, names }: AbsenceResult, scene: Scene): Sheet {
  const { t, fmt } = scene
  return {
    items: [
      {
        title: t('workInterruption:review.title'),
        period: continuingUntil(continuation, scene),
        sum: '',
        granted: verdict === 'grant' ? 'yes' : verdict === 'refuse' ? 'no' : 'open',
        reasons: reasons.map((it) => ({
          ...{ text: ruleText(it, scene, interruptionKey), law: citation(it.law, scene) },
          met: it.met === 'no' && it.rule.endsWith('-too-low') ? ('open' as const) : it.met,
        })),
      },
      ...allowances.map(({ childId, kind, rate, from, until }) => ({
        title: `${names[childId] ?? ''}, ${t(`rules:kinds.${kind}`)}`,
        period: fmt.period(from, until),
        sum: fmt.money(rate),
        granted: 'yes' as const,
        reasons: [],
      })),
    ],
    totals: [],
  }
}
