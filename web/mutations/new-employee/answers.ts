import type { Draft } from '../../../db/reports/mutations.js'
import type { NewEmployeeAnswers } from '../../../domain/new-employee/answers.js'
import { sentDocuments } from '../documents-step.js'
import { type Facts, settled } from '../journey.js'
import { readCard } from './card.js'
import { readContact } from './contact.js'
import { lacksNumber } from './number.js'
import { readPerson } from './person.js'
import { readWork } from './work.js'

/** Everything that was said. Throws while something is missing. */
export function entryAnswers(draft: Draft, facts: Facts): NewEmployeeAnswers {
  const isNew = lacksNumber(draft, facts)
  return {
    person: settled(readPerson(draft, facts)),
    contact: settled(readContact(draft, facts)),
    work: settled(readWork(draft, facts)),
    ...(isNew && { card: settled(readCard(draft, facts)) }),
    // what was uploaded before a number was found is sent all the same
    documents: sentDocuments(draft, facts),
  }
}
