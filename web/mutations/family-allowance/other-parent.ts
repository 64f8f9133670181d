import { z } from 'zod'
import type { OtherParentAnswers } from '../../../domain/family-allowance/answers.js'
import { otherParentProblems } from '../../../domain/family-allowance/valid.js'
import { cantons } from '../../../domain/kinds.js'
import { faultOfProblem } from '../faults.js'
import { ahvNumber, choice, date, money, one, optional, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { nested, nestedFaults, unnested } from '../nested.js'
import { cantonChoices, countries, countryChoices } from '../places.js'
import { remembered } from '../remembered.js'
import { isEnd } from './request.js'

export const acquaintances = ['yes', 'unknown', 'deceased', 'no-contact'] as const
export const works = ['employed', 'self-employed', 'agriculture', 'unemployed', 'none'] as const
export const receipts = ['no', 'yes', 'ended'] as const

/** Fields that are shown below an answer, and for which answers; in the form they bear its name in front. */
const below = {
  work: {
    answers: ['employed', 'self-employed'],
    fields: ['employerName', 'canton', 'country', 'yearlyIncome'],
  },
  receives: {
    answers: ['yes', 'ended'],
    fields: [
      'receivesFrom',
      'receivesUntil-day',
      'receivesUntil-month',
      'receivesUntil-year',
      'receivesUntil',
    ],
  },
}

const whether = z.object({ known: choice(acquaintances) })
const person = z.object({
  known: choice(acquaintances),
  firstName: text(),
  lastName: text(),
  birthDate: optional(date),
  ahvNumber: optional(ahvNumber),
  work: choice(works),
  receives: choice(receipts),
})
const place = z.object({
  employerName: optional(text()),
  canton: optional(choice(cantons)),
  country: optional(choice(['CH', ...countries])),
  yearlyIncome: optional(money),
})
const receipt = z.object({ receivesFrom: optional(text()), receivesUntil: optional(date) })

/** Who the other parent is, whether they work, and who receives what today (FamZG 7). */
export const otherParent: Step = {
  slug: 'other-parent',
  question: (_draft, t) => t('familyAllowance:otherParent.question'),
  when: (draft) => !isEnd(draft),
  keep: (typed) => unnested(typed, below),
  faults: (draft, facts) => faultsIn(readOtherParent(draft, facts)),
  show: (draft, _facts, { t }, _at, faults) => {
    const values = typedAt(draft, 'other-parent') ?? {}
    return {
      values: nested(values, below),
      faults: nestedFaults(faults, values, below),
      acquaintances,
      works,
      placed: below.work.answers,
      receipts,
      cantons: cantonChoices(t),
      countries: countryChoices(t),
    }
  },
}

/** The other parent as typed. Only what matters is read: nothing of someone unknown, no place of work without work. */
export const readOtherParent = remembered((draft): Reading<OtherParentAnswers> => {
  const values = typedAt(draft, 'other-parent') ?? {}
  const asked = read(whether, values)
  if ('faults' in asked || asked.value.known !== 'yes') return asked
  const draws = one(values.receives)
  const readings = [
    read(person, values),
    ...(below.work.answers.includes(one(values.work)) ? [read(place, values)] : []),
    ...(below.receives.answers.includes(draws) ? [read(receipt, values)] : []),
  ] as Reading<OtherParentAnswers>[]
  const faults = readings.flatMap(faultsIn)
  if (faults.length > 0) return { faults }
  const said = Object.assign({}, ...readings.map((it) => ('value' in it ? it.value : {})))
  const value = withoutGaps({
    ...said,
    // a canton says that it is Switzerland
    country: said.canton || said.country === 'CH' ? undefined : said.country,
    receivesUntil: draws === 'ended' ? said.receivesUntil : undefined,
  }) as unknown as OtherParentAnswers
  const problems = otherParentProblems(value)
  return problems.length > 0 ? { faults: problems.map(faultOfProblem) } : { value }
})

const withoutGaps = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
