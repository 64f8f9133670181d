import { type PartLink, stateOf } from '../../../db/people/part-links.js'
import { swissInstant } from '../../../domain/dates.js'
import { languageNames, languages } from '../../../locales/i18n.js'
import { fault } from '../fields.js'
import type { Facts, Step } from '../journey.js'
import { isByMother } from './birth.js'

/** Where the employer sends the mother a link for her part, and waits until she has handed it in. */
export const mother: Step = {
  slug: 'mother',
  question: (_draft, t) => t('maternity:mother.title'),
  when: (draft, { link }) => isByMother(draft) && !link?.usedAt,
  keep: (typed) => typed,
  faults: (_draft, facts) => {
    const state = stateIn(facts)
    return state === 'used'
      ? []
      : [fault('email', `maternity:mother.${state === 'open' ? 'awaited' : 'sendFirst'}`)]
  },
  show: (_draft, facts) => ({
    view: 'mother',
    state: stateIn(facts),
    link: facts.link,
    tongues: languages.map((value) => ({ value, text: languageNames[value] })),
    values: { email: facts.link?.email ?? '', language: facts.link?.language ?? '' },
  }),
}

/** What became of the link, on this day; null if none was sent. */
function stateIn({ link, today }: Facts): ReturnType<typeof stateOf> | null {
  return link ? stateOf(link as PartLink, swissInstant(today, 0)) : null
}
