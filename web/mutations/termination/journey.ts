import { allowancesEnd } from '../../../documents/termination-words.js'
import type { TerminationAnswers } from '../../../domain/termination/answers.js'
import { type Facts, type Journey, settled } from '../journey.js'
import type { Section, Speech } from '../summary.js'
import { exit, readExit } from './exit.js'
import { foundFor, preview } from './preview.js'
import { readWage, wage } from './wage.js'

/** An employment ends. */
export const termination: Journey = {
  begin: () => ({}),
  title: (_draft, t) => t('termination:title'),
  topic: (slug, t) => t(`termination:topic.${slug}`),
  steps: [exit, wage],
  answers: (draft, facts): TerminationAnswers => ({
    ...settled(readExit(draft, facts)),
    ...settled(readWage(draft, facts)),
    documents: [],
  }),
  preview,
  highlights,
}

/** Why and when, what it means for the allowances while that is open, and until when it was to be reported. */
function highlights(answers: TerminationAnswers, _sections: Section[], speech: Speech, facts: Facts) {
  const { t, fmt } = speech
  const found = foundFor(answers, facts)
  return [
    { label: t('termination:exit.reason'), value: t(`termination:reasons.${answers.reason}`) },
    {
      label: t(`termination:exit.${answers.reason === 'death' ? 'died' : 'lastDay'}`),
      value: fmt.date(answers.lastDay),
    },
    ...(found.stops.length > 0
      ? [{ label: t('termination:allowances'), value: allowancesEnd(found, speech) }]
      : []),
    ...(found.reportBy
      ? [
          {
            label: t('termination:duty'),
            value: t('termination:dutyUntil', { date: fmt.date(found.reportBy) }),
          },
        ]
      : []),
  ]
}
