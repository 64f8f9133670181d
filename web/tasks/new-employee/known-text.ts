import type { RegisteredPerson } from '../../../db/people/newcomers.js'
import { listName } from '../../../domain/names.js'
import type { Contradiction } from '../../../domain/new-employee/known.js'
import type { Speech } from '../../mutations/summary.js'

/** For the office alone: with which member somebody is on file, and what there is other than reported. */
export function knownText(
  person: RegisteredPerson,
  fields: Contradiction[],
  { t, fmt }: Pick<Speech, 't' | 'fmt'>,
): string {
  const { employer, birthDate, ahvNumber } = person
  const on = {
    employer,
    name: listName(person),
    date: fmt.date(birthDate),
    number: ahvNumber ?? t('newEmployee:person.noneYet'),
  }
  if (fields.length === 0) return t('newEmployee:review.same', on)
  const list = fmt.list(fields.map((field) => t(`newEmployee:person.${field}`)))
  return t('newEmployee:review.other', { ...on, list })
}
