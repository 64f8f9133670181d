import type { Draft } from '../../../db/reports/mutations.js'
import { continuingUntil } from '../../../documents/work-interruption-words.js'
import { addDays } from '../../../domain/dates.js'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import { continuationOf } from '../../../domain/work-interruption/continuation.js'
import { runningAt } from '../../../domain/work-interruption/findings.js'
import { sentDocuments } from '../documents-step.js'
import { type Facts, type Journey, settled, stepsOf } from '../journey.js'
import type { Section, Speech } from '../summary.js'
import { documents } from './documents.js'
import { onFile } from './on-file.js'
import { period, readPeriod } from './period.js'
import { preview } from './preview.js'
import { reason } from './reason.js'
import { readWage, wage } from './wage.js'

/** Somebody stops working for a time. */
export const workInterruption: Journey = {
  begin: () => ({}),
  title: (_draft, t) => t('workInterruption:title'),
  topic: (slug, t) => t(`workInterruption:topic.${slug}`),
  steps: [reason, period, wage, documents],
  answers,
  preview,
  highlights,
}

function answers(draft: Draft, facts: Facts): WorkInterruptionAnswers {
  const isAsked = stepsOf(workInterruption, draft, facts).includes(wage)
  return {
    ...settled(readPeriod(draft, facts)),
    ...(isAsked && { wage: settled(readWage(draft, facts)) }),
    documents: sentDocuments(draft, facts),
  }
}

/** Why and since when, until when allowances go on, and what the other parent may do then. */
function highlights(answers: WorkInterruptionAnswers, _sections: Section[], speech: Speech, facts: Facts) {
  const { t, fmt } = speech
  const { work, allowances } = onFile(facts)
  const continuation = continuationOf(answers, work)
  const { until, resumed } = continuation
  const runs = runningAt(allowances, answers.begin).length > 0
  const what = t(`workInterruption:reasons.${answers.reason}`)
  return [
    { label: t('workInterruption:topic.reason'), value: what },
    { label: t('workInterruption:period.since'), value: fmt.date(answers.begin) },
    ...(runs
      ? [{ label: t('workInterruption:allowances'), value: continuingUntil(continuation, speech) }]
      : []),
    ...(runs && until && !(resumed && !resumed.gap)
      ? [
          {
            label: t('workInterruption:otherParent'),
            value: t('workInterruption:otherParentMay', { date: fmt.date(addDays(until, 1)) }),
          },
        ]
      : []),
  ]
}
