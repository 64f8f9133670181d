import type { NewEmployeeAnswers, NewPerson, NewWork } from '../../../domain/new-employee/answers.js'
import type { KnownPerson } from '../../../domain/new-employee/known.js'

/** Somebody who begins on 1 December 2026. */
export const newcomer = (changes: Partial<NewPerson> = {}): NewPerson => ({
  ahvNumber: '756.9217.0769.85',
  firstName: 'Zoë',
  lastName: 'Müller',
  birthDate: '1994-03-14',
  sex: 'female',
  nationality: 'CH',
  ...changes,
})

export const work = (changes: Partial<NewWork> = {}): NewWork => ({
  startsOn: '2026-12-01',
  canton: 'SG',
  workplace: 'St. Gallen',
  workload: 80,
  function: 'Bauleiterin',
  monthlyWage: 612_000,
  allowances: false,
  ...changes,
})

export const entry = (
  changes: Partial<NewPerson> = {},
  documents: NewEmployeeAnswers['documents'] = [],
): NewEmployeeAnswers => ({
  person: newcomer(changes),
  contact: {
    civilStatus: 'single',
    street: 'Gallusstrasse 3',
    zip: '9000',
    city: 'St. Gallen',
    country: 'CH',
    language: 'de',
  },
  work: work(),
  documents,
})

/** The same person as somebody has her on file. */
export const onFile = (changes: Partial<KnownPerson> = {}): KnownPerson => ({
  id: 'p1',
  employerId: 'other',
  ahvNumber: '756.9217.0769.85',
  firstName: 'Zoe',
  lastName: 'Mueller',
  birthDate: '1994-03-14',
  employments: [{ startsOn: '2019-04-01', endsOn: null }],
  ...changes,
})
