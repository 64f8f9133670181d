import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import { normaliseAhvNumber } from '../../../domain/ahv-number.js'
import type { NewPerson } from '../../../domain/new-employee/answers.js'
import { isEmployed, type KnownPerson, personMeant } from '../../../domain/new-employee/known.js'
import { personProblems } from '../../../domain/new-employee/valid.js'
import { ahvNumber, choice, date, type Fault, fault, one, type Reading, read, text } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { countries, countryChoices } from '../places.js'
import { remembered } from '../remembered.js'
import { faultOfEntry } from './problems.js'

const sexes = ['female', 'male'] as const

const schema = z.object({
  hasNumber: choice(['yes', 'no']),
  firstName: text(),
  lastName: text(),
  birthDate: date,
  sex: choice(sexes),
  nationality: choice(['CH', ...countries]),
})
const numbered = z.object({ ahvNumber })

/** Who begins to work. */
export const person: Step = {
  slug: 'person',
  question: (_draft, t) => t('newEmployee:person.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readPerson(draft, facts)),
  show(draft, facts, { t, fmt }) {
    const meant = formerly(draft, facts)
    const left = meant?.employments[0]?.endsOn
    return {
      values: typedAt(draft, 'person') ?? { nationality: 'CH' },
      countries: countryChoices(t),
      sexes,
      hindrance: hindranceFor(draft, facts),
      // somebody who comes back: the entry will be added to what is on file
      former: meant && { name: nameOf(meant), left: left ? fmt.date(left) : null, href: pageOf(meant) },
    }
  },
}

/** What somebody can be found by, as far as it was typed. */
export function identityIn(draft: Draft): { ahvNumber?: string; birthDate?: string } {
  const values = typedAt(draft, 'person') ?? {}
  const born = read(z.object({ birthDate: date }), values)
  const number = one(values.hasNumber) === 'yes' ? normaliseAhvNumber(one(values.ahvNumber)) : null
  return { ...(number && { ahvNumber: number }), ...('value' in born && born.value) }
}

/** The person as typed, if nobody of that number or name works for this employer already. */
export const readPerson = remembered((draft, facts): Reading<NewPerson> => {
  const stated = statedPerson(draft, facts)
  if ('faults' in stated) return stated
  const hindered = hindranceOf(stated.value, facts)
  return hindered ? { faults: [hindered.fault] } : stated
})

function statedPerson(draft: Draft, { today }: Facts): Reading<NewPerson> {
  const values = typedAt(draft, 'person') ?? {}
  const reading = read(schema, values)
  const number = one(values.hasNumber) === 'yes' ? read(numbered, values) : { value: {} }
  // as they stand on the page
  const faults = [...faultsIn(number), ...faultsIn(reading)]
  if ('faults' in reading || 'faults' in number) return { faults }
  const { hasNumber: _asked, ...said } = reading.value
  const value = { ...said, ...number.value }
  const problems = personProblems(value, today)
  return problems.length > 0 ? { faults: problems.map(faultOfEntry) } : { value }
}

/** Somebody of this employer's files who comes back, or null. */
export function formerly(draft: Draft, facts: Facts): KnownPerson | null {
  const stated = statedPerson(draft, facts)
  if ('faults' in stated) return null
  const meant = personMeant(stated.value, facts.newcomer?.people ?? [])
  return meant && !isEmployed(meant) ? meant : null
}

interface Hindrance {
  fault: Fault
  href: string
  link: 'person' | 'report'
}

/** Why this person cannot be reported, with the page that shows it. */
function hindranceOf(stated: NewPerson, { newcomer }: Facts): Hindrance | null {
  const field = stated.ahvNumber ? 'ahvNumber' : 'lastName'
  const meant = personMeant(stated, newcomer?.people ?? [])
  if (meant && isEmployed(meant))
    return {
      fault: fault(field, 'newEmployee:problems.already-employed', { name: nameOf(meant) }),
      href: pageOf(meant),
      link: 'person',
    }
  const reported = newcomer?.reported.find((it) => personMeant(stated, [it.person]))
  if (!reported) return null
  return {
    fault: fault(field, 'newEmployee:problems.already-reported', { reference: reported.reference }),
    href: `/e/${reported.person.employerId}/mutations/${reported.person.id}`,
    link: 'report',
  }
}

function hindranceFor(draft: Draft, facts: Facts) {
  const stated = statedPerson(draft, facts)
  return 'faults' in stated ? null : hindranceOf(stated.value, facts)
}

const nameOf = ({ firstName, lastName }: KnownPerson) => `${firstName} ${lastName}`
const pageOf = ({ employerId, id }: KnownPerson) => `/e/${employerId}/employees/${id}`
