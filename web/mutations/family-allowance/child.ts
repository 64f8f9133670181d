import { z } from 'zod'
import type { ChildOnFile } from '../../../db/people/person.js'
import { allowanceKinds, type ChildAnswers, relations } from '../../../domain/family-allowance/answers.js'
import { cantons } from '../../../domain/kinds.js'
import {
  ahvNumber, choice, choices, date, dateFields, one, optional, type Reading, read, text, ticked, type Values,
} from '../fields.js' // biome-ignore format: one list
import { countries } from '../places.js'

export const households = ['both', 'applicant', 'other-parent', 'elsewhere'] as const
export const authorities = ['joint', 'applicant', 'other-parent', 'third'] as const
export const sexes = ['female', 'male'] as const

const schema = z.object({
  firstName: text(),
  lastName: text(),
  ahvNumber: optional(ahvNumber),
  birthDate: date,
  sex: choice(sexes),
  relation: choice(relations),
  residenceCountry: choice(['CH', ...countries]),
  residenceCanton: optional(choice(cantons)),
  livesWith: choice(households),
  authority: choice(authorities),
  kinds: choices(allowanceKinds),
  motherResident: optional(choice(['yes', 'no'])),
  incapable: ticked,
})

/** A child as it was typed. */
export function readChild(values: Values): Reading<Omit<ChildAnswers, 'key' | 'childId'>> {
  const reading = read(schema, values)
  if ('faults' in reading) return reading
  const { motherResident, residenceCanton, ...child } = reading.value
  const isBirth = child.kinds.includes('birth') && motherResident !== undefined
  return {
    value: {
      ...child,
      ...(child.residenceCountry === 'CH' && { residenceCanton }),
      ...(isBirth && { motherResident: motherResident === 'yes' }),
    },
  }
}

/** What is on file about a child, as if somebody had typed it. */
export function childOnFile(child: ChildOnFile): Values {
  const { firstName, lastName, sex, relation, residenceCountry, residenceCanton, birthDate } = child
  return {
    firstName,
    lastName,
    ...dateFields('birthDate', birthDate),
    ahvNumber: child.ahvNumber ?? '',
    sex,
    relation,
    residenceCountry,
    residenceCanton: residenceCanton ?? '',
  }
}

/** True while nobody has begun to fill in the form of a new child. */
export const isBlank = (values: Values): boolean =>
  ['firstName', 'ahvNumber', 'birthDate-day', 'birthDate-month', 'birthDate-year', 'kinds'].every(
    (name) => one(values[name]) === '',
  )
