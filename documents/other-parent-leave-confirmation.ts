import type { IsoDate } from '../domain/dates.js'
import type { Gist } from '../domain/gist.js'
import { lawForOtherParent, type OtherParentLeaveProposal } from '../domain/other-parent-leave/propose.js'
import type { Reason } from '../domain/reason.js'
import { calculationLines } from './daily-allowance-calculation.js'
import { dailyAllowanceKey } from './daily-allowance-reasons.js'
import { calculationTable } from './daily-allowance-tables.js'
import { closingOfDecision, headOf, type Insured, type LetterHead } from './head.js'
import { informalNotice } from './informal-notice.js'
import type { Block, Letter } from './letter.js'
import { partiesOf } from './parties.js'
import { sentenceOf } from './reasons.js'
import { type Speech, speechOf } from './speech.js'

/** Everything the letter on the other parent's allowance says; sums in Rappen. */
export interface OtherParentLeaveConfirmation extends LetterHead {
  outcome: 'grant' | 'refuse' | 'given-up'
  /** Day the employer's report came in. */
  submittedOn: IsoDate
  person: Insured
  found: OtherParentLeaveProposal
  reason?: string
}

/** Tells the other parent what they are entitled to, why they are not, or that nothing is due for a leave that is not taken; no formal decision (EOG 18 II, ATSG 51). */
export function otherParentLeaveConfirmation(letter: OtherParentLeaveConfirmation): Letter {
  const { outcome, office, person, employer, submittedOn } = letter
  const speech = speechOf(letter.language)
  const { t, fmt } = speech
  const date = fmt.date(submittedOn)
  return {
    ...headOf(letter, person, employer),
    title: t('otherParentLeave:letter.title'),
    subject: t(`otherParentLeave:letter.subject.${outcome}`),
    blocks: [
      { type: 'facts', rows: partiesOf({ employee: person, employer }, speech) },
      { type: 'paragraph', text: t('letters:salutation') },
      { type: 'paragraph', text: t(`otherParentLeave:letter.opening.${outcome}`, { date }) },
      ...(outcome === 'grant'
        ? granted(letter, speech)
        : outcome === 'refuse'
          ? refused(letter, speech)
          : []),
      ...informalNotice(office, speech),
      ...closingOfDecision(letter, speech),
    ],
    gist: gistOf(letter),
  }
}

function granted({ found, reason }: OtherParentLeaveConfirmation, speech: Speech): Block[] {
  const { t, fmt } = speech
  const { spans, daily, days, total, grant, income } = found
  const from = spans[0]?.from ?? ''
  const lines = calculationLines(income, { former: grant.former, daily, from }, speech, lawForOtherParent)
  return [
    {
      type: 'facts',
      rows: [
        {
          label: t('dailyAllowance:letter.term'),
          value: spans.map((span) => fmt.period(span.from, span.to)).join('\n'),
        },
        { label: t('dailyAllowance:calculation.daily'), value: fmt.money(daily) },
        { label: t('dailyAllowance:calculation.total', { count: days }), value: fmt.money(total) },
      ],
    },
    { type: 'heading', text: t('dailyAllowance:letter.calculation') },
    calculationTable(lines, speech),
    { type: 'heading', text: t('dailyAllowance:letter.conditions') },
    {
      type: 'list',
      items: [...found.conditions.filter(isMet), ...found.leave, ...found.amount.filter(isMet)].map((it) =>
        sentenceOf(it, speech, dailyAllowanceKey),
      ),
    },
    ...(reason ? reasonBlocks(reason, speech) : []),
  ]
}

function refused({ found, reason }: OtherParentLeaveConfirmation, speech: Speech): Block[] {
  const failing = [...found.conditions, ...found.leave, ...found.amount].filter(({ met }) => met === 'no')
  const list = {
    type: 'list',
    items: failing.map((it) => sentenceOf(it, speech, dailyAllowanceKey)),
  } as const
  return [...reasonBlocks(reason ?? '', speech), ...(failing.length > 0 ? [list] : [])]
}

const reasonBlocks = (reason: string, { t }: Speech): Block[] => [
  { type: 'heading', text: t('dailyAllowance:letter.reason') },
  ...(reason ? [{ type: 'paragraph', text: reason } as const] : []),
]

const isMet = ({ met }: Reason) => met === 'yes'

const results = { grant: 'granted', refuse: 'refused', 'given-up': 'given-up' } as const

function gistOf({ outcome, person, found, reason }: OtherParentLeaveConfirmation): Gist {
  const [first, last] = [found.spans[0], found.spans.at(-1)]
  return {
    result: results[outcome],
    person: person.name,
    ...(outcome === 'grant' && first && last && { from: first.from, until: last.to }),
    amounts: outcome === 'grant' ? [{ what: 'daily', amount: found.daily }] : [],
    ...(reason && { reason }),
    next: [...(outcome === 'grant' ? [{ what: 'statements-follow' as const }] : []), { what: 'may-demand' }],
  }
}
