import { childrenOf } from '../../../db/addressees.js'
import { allowancesOf } from '../../../db/interruptions.js'
import { employeeOf } from '../../../db/mutations.js'
import { workCantonOf } from '../../../db/terminations.js'
import { citation } from '../../../documents/citation.js'
import { allowancesEnd, terminationReason } from '../../../documents/termination-words.js'
import { swissDate } from '../../../domain/dates.js'
import { holidaysIn } from '../../../domain/holidays.js'
import type { TerminationAnswers } from '../../../domain/termination/answers.js'
import { findTermination, type TerminationFindings } from '../../../domain/termination/findings.js'
import { nameOf } from '../../mutations/family-allowance/summary.js'
import type { Scene } from '../form.js'
import { reviewOf } from '../review.js'
import type { Sheet } from '../sheet.js'

/** What is decided, with the names that the sheet shows. */
interface Result extends TerminationFindings {
  /** Names of children by id. */
  names: Record<string, string>
}

/** The office looks at an exit: which allowances end when, with what last sum, and why. */
export const review = reviewOf<TerminationAnswers, Result>({
  async find({ deps, mutation, today }, answers) {
    const employeeId = employeeOf(mutation)
    const found = findTermination(answers, {
      today,
      submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
      rounding: deps.config.rounding,
      onFile: await allowancesOf(deps.db, employeeId),
      isHoliday: holidaysIn(await workCantonOf(deps.db, mutation)),
    })
    const children = await childrenOf(deps.db, employeeId)
    const names = Object.fromEntries(children.map((child) => [child.id, nameOf(child)]))
    return { verdict: found.verdict, missing: [], result: { ...found, names } }
  },
  show: sheetOf,
})

function sheetOf(found: Result, scene: Scene): Sheet {
  const { t, fmt } = scene
  return {
    items: [
      {
        title: t('termination:review.title'),
        period: allowancesEnd(found, scene),
        sum: '',
        granted: found.verdict === 'grant' ? 'yes' : 'open',
        reasons: found.reasons.map((it) => ({
          ...{ text: terminationReason(it, scene), law: citation(it.law, scene), met: it.met },
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
