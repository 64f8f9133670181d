import { z } from 'zod'
import { civilStatuses } from '../../../domain/family-allowance/answers.js'
import { languages } from '../../../domain/kinds.js'
import type { Contact } from '../../../domain/new-employee/answers.js'
import { languageNames } from '../../../locales/i18n.js'
import { choice, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { countries, countryChoices } from '../places.js'
import { remembered } from '../remembered.js'

const schema = z.object({
  street: text(200),
  zip: text(10),
  city: text(),
  country: choice(['CH', ...countries]),
  civilStatus: choice(civilStatuses),
  language: choice(languages),
})

/** Where the person lives, and in which language the office writes. */
export const contact: Step = {
  slug: 'contact',
  question: (_draft, t) => t('newEmployee:contact.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readContact(draft, facts)),
  show: (draft, _facts, { t }) => ({
    values: typedAt(draft, 'contact') ?? { country: 'CH' },
    countries: countryChoices(t),
    civilStatuses,
    spoken: languages.map((value) => ({ value, text: languageNames[value] })),
  }),
}

export const readContact = remembered(
  (draft): Reading<Contact> => read(schema, typedAt(draft, 'contact') ?? {}),
)
