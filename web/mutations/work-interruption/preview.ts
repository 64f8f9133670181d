import { sentenceOf } from '../../../documents/reasons.js'
import { continuingUntil, interruptionKey } from '../../../documents/work-interruption-words.js'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import { continuationOf } from '../../../domain/work-interruption/continuation.js'
import { missingPapers, runningAt } from '../../../domain/work-interruption/findings.js'
import type { Facts, Preview } from '../journey.js'
import type { Speech } from '../summary.js'
import { onFile } from './on-file.js'
import { workInterruptionPapers } from './papers.js'

/** Until when the allowances of the person go on, and why, with the articles; null where none run. */
export function continuing(
  answers: WorkInterruptionAnswers,
  facts: Facts,
  speech: Speech,
): { title: string; texts: string[] } | null {
  const { work, allowances } = onFile(facts)
  if (runningAt(allowances, answers.begin).length === 0) return null
  const continuation = continuationOf(answers, work)
  return {
    title: continuingUntil(continuation, speech),
    texts: continuation.reasons.map((it) => sentenceOf(it, speech, interruptionKey)),
  }
}

/** What the report will probably come to: the allowances that run, and until when. */
export function preview(answers: WorkInterruptionAnswers, facts: Facts, speech: Speech): Preview {
  const { t, fmt } = speech
  const running = runningAt(onFile(facts).allowances, answers.begin)
  const says = continuing(answers, facts, speech)
  return {
    rows: running.map(({ childId, kind, rate }) => {
      const child = facts.person.children.find(({ id }) => id === childId)
      const allowance = t(`familyAllowance:kind.${kind}`)
      return { label: child ? `${child.firstName}, ${allowance}` : allowance, amount: fmt.money(rate) }
    }),
    total: null,
    missing:
      running.length > 0
        ? missingPapers(answers).map((it) => workInterruptionPapers.label(it, answers, t))
        : [],
    says: says ?? {
      title: t('workInterruption:continuing.none'),
      texts: [t('workInterruption:continuing.noneText')],
    },
  }
}
