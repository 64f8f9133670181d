import type { IsoDate } from '../domain/dates.js'
import type { AllowanceKind } from '../domain/family-allowance/answers.js'
import type { Gist } from '../domain/gist.js'
import type { Reason } from '../domain/reason.js'
import type { WorkInterruptionAnswers } from '../domain/work-interruption/answers.js'
import type { Continuation } from '../domain/work-interruption/continuation.js'
import { closingOfDecision, headOf, type Insured, type LetterHead } from './head.js'
import type { Block, Letter } from './letter.js'
import { partiesOf } from './parties.js'
import { sentenceOf } from './reasons.js'
import { speechOf } from './speech.js'
import { continuingUntil, interruptionKey } from './work-interruption-words.js'

/** What the confirmation of an interruption says. */
export interface InterruptionConfirmation extends LetterHead {
  employee: Insured
  answers: Pick<WorkInterruptionAnswers, 'reason' | 'begin' | 'until'>
  continuation: Pick<Continuation, 'until' | 'resumed'>
  reasons: Reason[]
  /** Allowances that run, each with its last day as far as is known; none where nothing depends on the interruption. */
  allowances: { childName: string; kind: AllowanceKind; rate: number; until: IsoDate | null }[]
  /** The day on which the employer is asked whether work was taken up again; null when nobody is. */
  askedOn: IsoDate | null
  /** What the caseworker writes. */
  reason?: string
}

/** Confirms to the employer until when allowances go on through an interruption, and what happens then. */
export function workInterruptionConfirmation(letter: InterruptionConfirmation): Letter {
  const { employer, answers } = letter
  const { t, fmt } = speechOf(letter.language)
  const end = answers.until ? fmt.date(answers.until) : t('workInterruption:period.unknown')
  return {
    ...headOf(letter, employer),
    title: t('workInterruption:letter.confirmation'),
    subject: t('workInterruption:letter.subject', { name: letter.employee.name }),
    blocks: [
      {
        type: 'facts',
        rows: [
          ...partiesOf(letter, { t }),
          {
            label: t('workInterruption:topic.reason'),
            value: t(`workInterruption:reasons.${answers.reason}`),
          },
          { label: t('workInterruption:period.since'), value: fmt.date(answers.begin) },
          ...(answers.reason === 'death' ? [] : [{ label: t('workInterruption:period.until'), value: end }]),
        ],
      },
      { type: 'paragraph', text: t('letters:salutation') },
      ...(letter.allowances.length > 0 ? continuing(letter) : nothingRuns(letter)),
      ...closingOfDecision(letter, { t }),
    ],
    gist: gistOf(letter),
  }
}

function nothingRuns({ language }: InterruptionConfirmation): Block[] {
  const { t } = speechOf(language)
  return [
    { type: 'paragraph', text: t('workInterruption:letter.received') },
    { type: 'paragraph', text: t('workInterruption:continuing.noneText') },
  ]
}

function continuing(letter: InterruptionConfirmation): Block[] {
  const { language, continuation, reasons, allowances, askedOn, reason, answers } = letter
  const speech = speechOf(language)
  const { t, fmt } = speech
  const untilOf = (until: IsoDate | null) => (until ? fmt.shortDate(until) : t('letters:table.open'))
  const steps = [
    ...(askedOn ? [t('workInterruption:letter.asked', { date: fmt.date(askedOn) })] : []),
    ...(answers.reason === 'death' ? [] : [t('workInterruption:letter.report')]),
    ...(continuation.until && !(continuation.resumed && !continuation.resumed.gap)
      ? [t('workInterruption:letter.otherParent')]
      : []),
  ]
  return [
    { type: 'paragraph', text: t('workInterruption:letter.checked') },
    { type: 'paragraph', tone: 'strong', text: continuingUntil(continuation, speech) },
    {
      type: 'table',
      columns: [
        { title: t('letters:table.child'), share: 34 },
        { title: t('letters:table.allowance'), share: 30 },
        { title: t('workInterruption:letter.until'), share: 20 },
        { title: t('letters:table.amount'), share: 16, align: 'right' },
      ],
      rows: allowances.map(({ childName, kind, rate, until }) => [
        childName,
        t(`letters:allowance.${kind}`),
        untilOf(until),
        fmt.amount(rate),
      ]),
    },
    { type: 'heading', text: t('letters:decision.grounds') },
    { type: 'list', items: reasons.map((it) => sentenceOf(it, speech, interruptionKey)) },
    ...(reason ? [{ type: 'paragraph' as const, text: reason }] : []),
    ...(steps.length > 0
      ? [
          { type: 'heading' as const, text: t('letters:receipt.next') },
          { type: 'list' as const, items: steps },
        ]
      : []),
  ]
}

function gistOf({
  employee,
  answers,
  continuation,
  allowances,
  askedOn,
  reason,
}: InterruptionConfirmation): Gist {
  return {
    result: 'confirmed',
    person: employee.name,
    from: answers.begin,
    ...(answers.until && { until: answers.until }),
    ...(allowances.length > 0 && continuation.until && { allowancesUntil: continuation.until }),
    ...(reason && { reason }),
    next: [...(askedOn ? [{ what: 'asked' as const, on: askedOn }] : []), { what: 'report-changes' }],
  }
}
