import { citation } from '../../../documents/citation.js'
import { ruleText } from '../../../documents/reasons.js'
import { allowancesEnd, terminationKey } from '../../../documents/termination-words.js'
import type { TerminationAnswers } from '../../../domain/termination/answers.js'
import type { Scene } from '../form.js'
import { reviewOf } from '../review.js'
import type { Sheet } from '../sheet.js'
import { type ExitResult, findExit } from './find.js'

/** The office looks at an exit: which allowances end when, with what last sum, and why. */
export const review = reviewOf<TerminationAnswers, ExitResult>({
  find: ({ deps, mutation, today }, answers) =>
    findExit(deps.db, mutation, answers, today, deps.config.rounding),
  show: sheetOf,
})

function sheetOf(found: ExitResult, scene: Scene): Sheet {
  const { t, fmt } = scene
  return {
    items: [
      {
        title: t('termination:review.title'),
        period: allowancesEnd(found, scene),
        sum: '',
        granted: found.verdict === 'grant' ? 'yes' : 'open',
        reasons: found.reasons.map((it) => ({
          ...{ text: ruleText(it, scene, terminationKey), law: citation(it.law, scene), met: it.met },
        })),
      },
      ...found.stops.map(({ childId, kind, rate, from, to, partMonth }) => ({
        title: `${found.names[childId] ?? ''}, ${t(`rules:kinds.${kind}`)}`,
        period: to < from ? t('tasks:line.void') : t('tasks:line.endsOn', { date: fmt.date(to) }),
        sum: partMonth
          ? t('termination:review.part', { count: partMonth.days, sum: fmt.money(partMonth.amount) })
          : fmt.money(rate),
        granted: 'yes' as const,
        reasons: [],
      })),
    ],
    totals:
      found.overpaid > 0 ? [{ text: t('termination:review.overpaid'), sum: fmt.money(found.overpaid) }] : [],
  }
}
