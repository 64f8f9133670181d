import type { IsoDate } from '../domain/dates.js'
import type { Gist } from '../domain/gist.js'
import type { MaternityProposal } from '../domain/maternity/propose.js'
import type { Reason } from '../domain/reason.js'
import { citation } from './citation.js'
import { calculationLines } from './daily-allowance-calculation.js'
import { dailyAllowanceKey } from './daily-allowance-reasons.js'
import { calculationTable } from './daily-allowance-tables.js'
import { closingOfDecision, headOf, type Insured, type LetterHead } from './head.js'
import { informalNotice } from './informal-notice.js'
import type { Block, Letter } from './letter.js'
import { partiesOf } from './parties.js'
import { sentenceOf } from './reasons.js'
import { type Speech, speechOf } from './speech.js'

/** Everything the letter on a maternity allowance says; sums in Rappen. */
export interface MaternityConfirmation extends LetterHead {
  outcome: 'grant' | 'refuse'
  /** Day the employer's report came in. */
  submittedOn: IsoDate
  mother: Insured
  /** What the rules found and the caseworker agreed to, or refused. */
  found: MaternityProposal
  /** What the caseworker writes; obligatory when refusing. */
  reason?: string
}

/**
 * Tells the mother, with a copy to the employer, what she is entitled to and how it was calculated, or why she is not.
 * No formal decision: she may demand one (EOG 18 II, ATSG 51).
 */
export function maternityConfirmation(letter: MaternityConfirmation): Letter {
  const { outcome, office, mother, employer } = letter
  const speech = speechOf(letter.language)
  const { t } = speech
  return {
    ...headOf(letter, mother, employer),
    title: t('maternity:letter.title'),
    subject: t(`maternity:letter.subject.${outcome}`),
    blocks: [
      ...opening(letter, speech),
      ...(outcome === 'grant' ? granted(letter, speech) : refused(letter, speech)),
      ...(outcome === 'grant' ? duties(speech) : []),
      ...informalNotice(office, speech),
      ...closingOfDecision(letter, speech),
    ],
    gist: gistOf(letter),
  }
}

function opening(
  { outcome, mother, employer, submittedOn }: MaternityConfirmation,
  { t, fmt }: Speech,
): Block[] {
  return [
    { type: 'facts', rows: partiesOf({ employee: mother, employer }, { t }) },
    { type: 'paragraph', text: t('letters:salutation') },
    { type: 'paragraph', text: t(`maternity:letter.opening.${outcome}`, { date: fmt.date(submittedOn) }) },
  ]
}

function granted({ found, reason }: MaternityConfirmation, speech: Speech): Block[] {
  const { t, fmt } = speech
  const { term, daily, days, total, toEmployer, grant, income } = found
  const lines = calculationLines(income, { former: grant.former, daily, from: term.from }, speech)
  const payee = toEmployer === total ? 'employer' : toEmployer === 0 ? 'mother' : 'both'
  return [
    {
      type: 'facts',
      rows: [
        ...term.spans.map(({ from, to }, nth) => ({
          label: t(nth === 0 ? 'dailyAllowance:letter.term' : 'maternity:letter.bereavement'),
          value: fmt.period(from, to),
        })),
        { label: t('dailyAllowance:calculation.daily'), value: fmt.money(daily) },
        { label: t('dailyAllowance:calculation.total', { count: days }), value: fmt.money(total) },
      ],
    },
    { type: 'paragraph', text: t(`maternity:letter.payee.${payee}`) },
    { type: 'paragraph', text: t('maternity:letter.monthly', { law: citation('EOV 35 II', speech) }) },
    { type: 'heading', text: t('dailyAllowance:letter.calculation') },
    calculationTable(lines, speech),
    { type: 'heading', text: t('dailyAllowance:letter.term') },
    {
      type: 'list',
      items: [...term.reasons, ...found.amount]
        .filter(isSaid)
        .map((it) => sentenceOf(it, speech, dailyAllowanceKey)),
    },
    { type: 'heading', text: t('dailyAllowance:letter.conditions') },
    {
      type: 'list',
      items: found.conditions.filter(isMet).map((it) => sentenceOf(it, speech, dailyAllowanceKey)),
    },
    ...(reason ? reasonBlocks(reason, speech) : []),
  ]
}

function refused({ found, reason }: MaternityConfirmation, speech: Speech): Block[] {
  const failing = [...found.conditions, ...found.amount].filter(({ met }) => met === 'no')
  return [
    ...reasonBlocks(reason ?? '', speech),
    ...(failing.length > 0
      ? [{ type: 'list', items: failing.map((it) => sentenceOf(it, speech, dailyAllowanceKey)) } as const]
      : []),
  ]
}

const reasonBlocks = (reason: string, { t }: Speech): Block[] => [
  { type: 'heading', text: t('dailyAllowance:letter.reason') },
  ...(reason ? [{ type: 'paragraph', text: reason } as const] : []),
]

/** What ends or prolongs the claim and must be told at once (ATSG 31). */
function duties(speech: Speech): Block[] {
  const { t } = speech
  return [
    { type: 'heading', text: t('maternity:letter.duty.title') },
    { type: 'paragraph', text: t('maternity:letter.duty.text', { law: citation('ATSG 31 I', speech) }) },
    {
      type: 'list',
      items: (['work', 'hospital', 'death', 'account'] as const).map((it) =>
        t(`maternity:letter.duty.${it}`),
      ),
    },
  ]
}

/** What the office had to clarify is its own affair: it may be about other people. */
const isMet = ({ met }: Reason) => met === 'yes'
const isSaid = ({ met }: Reason) => met !== 'open'

function gistOf({ outcome, mother, found, reason }: MaternityConfirmation): Gist {
  const isGranted = outcome === 'grant'
  return {
    result: isGranted ? 'granted' : 'refused',
    person: mother.name,
    ...(isGranted && { from: found.term.from, until: found.term.to }),
    amounts: isGranted ? [{ what: 'daily', amount: found.daily }] : [],
    ...(reason && { reason }),
    next: [...(isGranted ? [{ what: 'statements-follow' as const }] : []), { what: 'may-demand' }],
  }
}
