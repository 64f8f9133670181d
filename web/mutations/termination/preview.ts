import { sentenceOf } from '../../../documents/reasons.js'
import { allowancesEnd, terminationKey } from '../../../documents/termination-words.js'
import { holidaysIn } from '../../../domain/holidays.js'
import type { TerminationAnswers } from '../../../domain/termination/answers.js'
import {
  findTermination,
  isConcerned,
  type TerminationFindings,
} from '../../../domain/termination/findings.js'
import type { Facts, Preview } from '../journey.js'
import type { Speech } from '../summary.js'
import { onFile } from '../work-interruption/on-file.js'

/** What the rules find, as the employer may know it. */
export function foundFor(answers: TerminationAnswers, facts: Facts): TerminationFindings {
  const { employment } = facts.person
  return findTermination(answers, {
    today: facts.today,
    submittedOn: facts.today,
    rounding: facts.rounding,
    onFile: onFile(facts).allowances,
    isHoliday: employment ? holidaysIn(employment.canton) : () => false,
  })
}

/** What the exit does to the allowances, and until when it is to be reported. */
export function effectOf(
  answers: TerminationAnswers,
  facts: Facts,
  speech: Speech,
): { title: string; texts: string[] } {
  const found = foundFor(answers, facts)
  return {
    title: allowancesEnd(found, speech),
    texts: found.reasons.map((it) => sentenceOf(it, speech, terminationKey)),
  }
}

/** The allowances that end, with the sum of a last month that is not whole; and whether the office looks at it first. */
export function preview(answers: TerminationAnswers, facts: Facts, speech: Speech): Preview {
  const { t, fmt } = speech
  const { stops } = foundFor(answers, facts)
  const isReviewed = answers.reason === 'death' || isConcerned(onFile(facts).allowances, answers)
  const { title, texts } = effectOf(answers, facts, speech)
  return {
    rows: stops.map(({ childId, kind, rate, partMonth }) => {
      const child = facts.person.children.find(({ id }) => id === childId)
      const allowance = t(`familyAllowance:kind.${kind}`)
      const label = child ? `${child.firstName}, ${allowance}` : allowance
      return partMonth
        ? {
            label: t('termination:effect.part', {
              label,
              count: partMonth.days,
              month: fmt.month(partMonth.month),
            }),
            amount: fmt.money(partMonth.amount),
          }
        : { label: t('termination:effect.whole', { label }), amount: fmt.money(rate) }
    }),
    total: null,
    missing: [],
    says: { title, texts: [...texts, t(`termination:effect.${isReviewed ? 'reviewed' : 'automatic'}`)] },
    automatic: !isReviewed,
  }
}
