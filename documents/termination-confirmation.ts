import type { IsoDate } from '../domain/dates.js'
import type { Gist } from '../domain/gist.js'
import { fromRegister, type TerminationAnswers } from '../domain/termination/answers.js'
import { closingOfDecision, headOf, type Insured, type LetterHead } from './head.js'
import type { Block, Letter } from './letter.js'
import { partiesOf } from './parties.js'
import { speechOf } from './speech.js'

/** What the answer to a reported exit says in any case. */
export interface ExitLetter extends LetterHead {
  employee: Insured
  answers: TerminationAnswers
  /** What the caseworker writes. */
  reason: string
}

/** Confirms to the employer that an employment has ended, and what that means for allowances and the salary declaration. */
export function terminationConfirmation(
  letter: ExitLetter & { ends: boolean; allowancesUntil: IsoDate },
): Letter {
  const { t, fmt } = speechOf(letter.language)
  const { ends, allowancesUntil, answers } = letter
  const gist: Gist = {
    ...{ result: 'confirmed', person: letter.employee.name, until: answers.lastDay },
    ...(ends && { allowancesUntil }),
    ...(letter.reason && { reason: letter.reason }),
    next: [{ what: 'declare-wages' }],
  }
  return exitLetter(letter, 'confirmation', gist, [
    { type: 'paragraph', text: t('termination:letter.confirmed', { date: fmt.date(answers.lastDay) }) },
    {
      type: 'paragraph',
      text: ends
        ? t('termination:letter.ends', { date: fmt.date(allowancesUntil) })
        : t('termination:letter.nothingEnds'),
    },
    ...(letter.reason ? [{ type: 'paragraph' as const, text: letter.reason }] : []),
    { type: 'heading', text: t('letters:receipt.next') },
    {
      type: 'list',
      items: [
        t('termination:letter.declaration'),
        ...(answers.reason === 'group-transfer' || answers.successor
          ? [t('termination:letter.successor')]
          : []),
        ...(ends ? [t('termination:letter.otherParent')] : []),
      ],
    },
  ])
}

/** Tells the employer why an exit is not confirmed. */
export function terminationRefusal(letter: ExitLetter): Letter {
  const { t, fmt } = speechOf(letter.language)
  const date = fmt.date(letter.answers.lastDay)
  const isRegistered = letter.answers.reason === fromRegister
  const gist: Gist = {
    ...{ result: 'not-confirmed', person: letter.employee.name, until: letter.answers.lastDay },
    ...{ reason: letter.reason, next: [{ what: 'report-again' }] },
  }
  return exitLetter(letter, 'refusal', gist, [
    {
      type: 'paragraph',
      text: t(`termination:letter.${isRegistered ? 'refusedRegister' : 'refused'}`, { date }),
    },
    { type: 'paragraph', text: letter.reason },
    { type: 'paragraph', text: t('termination:letter.reportAgain') },
  ])
}

function exitLetter(
  letter: ExitLetter,
  what: 'confirmation' | 'refusal',
  gist: Gist,
  blocks: Block[],
): Letter {
  const { employer, answers } = letter
  const { t, fmt } = speechOf(letter.language)
  const day = t(`termination:exit.${answers.reason === 'death' ? 'died' : 'lastDay'}`)
  return {
    ...headOf(letter, employer),
    title: t(`termination:letter.title.${what}`),
    subject: t(`termination:letter.subject.${what}`, { name: letter.employee.name }),
    blocks: [
      {
        type: 'facts',
        rows: [
          ...partiesOf(letter, { t }),
          { label: t('termination:exit.reason'), value: t(`termination:reasons.${answers.reason}`) },
          { label: day, value: fmt.date(answers.lastDay) },
        ],
      },
      { type: 'paragraph', text: t('letters:salutation') },
      ...blocks,
      ...closingOfDecision(letter, { t }),
    ],
    gist,
  }
}
