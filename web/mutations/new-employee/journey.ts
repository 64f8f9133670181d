import { peopleLike, reportedEntries } from '../../../db/people/newcomers.js'
import { subjectNamed } from '../../../domain/names.js'
import type { NewEmployeeAnswers } from '../../../domain/new-employee/answers.js'
import { one } from '../fields.js'
import { type Facts, type Journey, type Preview, typedAt } from '../journey.js'
import type { Speech } from '../summary.js'
import { entryAnswers } from './answers.js'
import { card } from './card.js'
import { contact } from './contact.js'
import { documents } from './documents.js'
import { identityIn, person } from './person.js'
import { work } from './work.js'

/** Somebody begins to work. */
export const newEmployee = {
  begin: () => ({}),
  title: (_draft, t) => t('newEmployee:journey'),
  topic: (slug, t) => t(`newEmployee:topic.${slug}`),
  steps: [person, contact, work, card, documents],
  answers: entryAnswers,
  preview,

  highlights: ({ work, person }: NewEmployeeAnswers, _sections, { t, fmt }) => [
    { label: t('newEmployee:work.startsOn'), value: fmt.date(work.startsOn) },
    { label: t('newEmployee:work.workplace'), value: work.workplace },
    { label: t('newEmployee:person.ahvNumber'), value: person.ahvNumber ?? t('newEmployee:person.noneYet') },
  ],

  offer: ({ work }: NewEmployeeAnswers, { outcome }, { t }) =>
    outcome === 'confirmed' && work.allowances
      ? {
          ...{ kind: 'family-allowance', purpose: 'new' },
          text: t('newEmployee:offer.text'),
          button: t('employees:report.new.title'),
        }
      : null,

  /** The name as it was typed: the person is on nobody's file yet. */
  subject(draft) {
    const { firstName, lastName } = typedAt(draft, 'person') ?? {}
    return subjectNamed({ firstName: one(firstName), lastName: one(lastName) })
  },

  async look(db, { id, employerId, draft }) {
    return {
      newcomer: {
        people: await peopleLike(db, identityIn(draft), employerId),
        reported: (await reportedEntries(db, employerId)).filter((it) => it.person.id !== id),
      },
    }
  },
} satisfies Journey

function preview({ card, documents }: NewEmployeeAnswers, _facts: Facts, { t }: Speech): Preview {
  const isThere = documents.some(({ purpose }) => purpose === 'identity')
  return { rows: [], total: null, missing: card && !isThere ? [t('newEmployee:document.identity')] : [] }
}
