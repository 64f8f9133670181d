import { z } from 'zod'
import type { CardRegistration } from '../../../domain/new-employee/answers.js'
import { cardProblems } from '../../../domain/new-employee/valid.js'
import { type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { lacksNumber } from './number.js'
import { readPerson } from './person.js'
import { faultOfEntry } from './problems.js'

const schema = z.object({
  allFirstNames: text(),
  singleName: text(),
  birthPlace: text(),
  mother: text(),
  father: text(),
})

/** What the central office wants to know of somebody without an AHV number. */
export const card: Step = {
  slug: 'card',
  question: (_draft, t) => t('newEmployee:card.question'),
  when: lacksNumber,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readCard(draft, facts)),
  show(draft, facts) {
    const who = readPerson(draft, facts)
    const stated = 'value' in who ? who.value : null
    return {
      values: typedAt(draft, 'card') ?? {
        ...(stated && { allFirstNames: stated.firstName, singleName: stated.lastName }),
      },
    }
  },
}

export const readCard = remembered((draft, facts): Reading<CardRegistration> => {
  const reading = read(schema, typedAt(draft, 'card') ?? {})
  const who = readPerson(draft, facts)
  if ('faults' in reading || 'faults' in who) return reading
  const problems = cardProblems(reading.value, who.value)
  return problems.length > 0 ? { faults: problems.map(faultOfEntry) } : reading
})
