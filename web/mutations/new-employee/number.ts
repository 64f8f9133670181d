import type { Draft } from '../../../db/reports/mutations.js'
import type { Facts } from '../journey.js'
import { formerly, readPerson } from './person.js'

/** Whether the person has no AHV number that is stated or on file with this employer: then the office gets one. */
export function lacksNumber(draft: Draft, facts: Facts): boolean {
  const who = readPerson(draft, facts)
  return 'value' in who && !who.value.ahvNumber && !formerly(draft, facts)?.ahvNumber
}
