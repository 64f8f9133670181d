import { childrenOf } from '../../../db/addressees.js'
import { allowancesOf, interruptionsOf, workOf } from '../../../db/interruptions.js'
import { employeeOf } from '../../../db/mutations.js'
import { citation } from '../../../documents/citation.js'
import { continuingUntil, interruptionReason } from '../../../documents/work-interruption-words.js'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import { findInterruption, type InterruptionFindings } from '../../../domain/work-interruption/findings.js'
import { nameOf } from '../../mutations/family-allowance/summary.js'
import type { Scene } from '../form.js'
import { reviewOf } from '../review.js'
import type { Sheet } from '../sheet.js'

/** What is decided, with the names that the sheet shows. */
interface Result extends Pick<InterruptionFindings, 'continuation' | 'allowances' | 'reasons' | 'verdict'> {
  /** Names of children by id. */
  names: Record<string, string>
}

/** The office looks at an interruption: until when allowances go on, and why. */
export const review = reviewOf<WorkInterruptionAnswers, Result>({
  async find({ deps, mutation }, answers) {
    const employeeId = employeeOf(mutation)
    const found = findInterruption(answers, {
      ...(await workOf(deps.db, mutation)),
      onFile: await allowancesOf(deps.db, employeeId),
      others: await interruptionsOf(deps.db, employeeId, mutation.id),
    })
    const children = await childrenOf(deps.db, employeeId)
    const names = Object.fromEntries(children.map((child) => [child.id, nameOf(child)]))
    const { verdict, missing, continuation, allowances, reasons } = found
    return { verdict, missing, result: { verdict, continuation, allowances, reasons, names } }
  },
  show: sheetOf,
})

function sheetOf({ continuation, allowances, reasons, verdict, names }: Result, scene: Scene): Sheet {
  const { t, fmt } = scene
  return {
    items: [
      {
        title: t('workInterruption:review.title'),
        period: continuingUntil(continuation, scene),
        sum: '',
        granted: verdict === 'grant' ? 'yes' : verdict === 'refuse' ? 'no' : 'open',
        reasons: reasons.map((it) => ({
          ...{ text: interruptionReason(it, scene), law: citation(it.law, scene) },
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
