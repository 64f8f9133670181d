import { creditOf, type Entry, payoutOf, type Totals, totalsOf } from '../domain/daily-allowance/account.js'
import { ratesOn } from '../domain/daily-allowance/contributions.js'
import { percent } from '../domain/daily-allowance/limits.js'
import type { IsoDate } from '../domain/dates.js'
import type { Gist } from '../domain/gist.js'
import { citation } from './citation.js'
import { closingOfDecision, headOf, type Insured, type LetterHead } from './head.js'
import { informalNotice } from './informal-notice.js'
import type { Block, Cell, Letter, TableBlock } from './letter.js'
import { type Speech, speechOf } from './speech.js'

/** Everything a statement of daily allowances says; sums in Rappen. */
export interface AllowanceStatement extends LetterHead {
  /** The kind of allowance, in the letter's language. */
  kind: string
  person: Insured
  entries: Entry[]
  /** Up to this day everything is stated with it. */
  through: IsoDate
  isFinal: boolean
  averageFrancs: number
  /** Where the person's part is paid. */
  iban?: string
  /** Whether the end of a stay in hospital is still awaited. */
  awaitsHospital: boolean
  /** Whether nothing is due at all any more, as no day of it is taken. */
  isGivenUp?: boolean
}

/** To whom a statement goes: to the person where all is paid to them, otherwise to the employer; the other gets the copy. */
export function statementGoesTo(entries: Entry[]): 'employee' | 'employer' {
  const { toEmployer, toPerson } = totalsOf(entries)
  return toEmployer === 0 && toPerson !== 0 ? 'employee' : 'employer'
}

/** What is paid for the days since the last statement, to whom, with the contributions (EOV 35 II, 37). */
export function allowanceStatement(statement: AllowanceStatement): Letter {
  const { office, person, employer, entries, isFinal, through, kind } = statement
  const speech = speechOf(statement.language)
  const { t, fmt } = speech
  const totals = totalsOf(entries)
  const [recipient, copy] = statementGoesTo(entries) === 'employer' ? [employer, person] : [person, employer]
  const manner = statement.isGivenUp ? 'none' : isFinal ? 'final' : 'monthly'
  return {
    ...headOf(statement, recipient, copy),
    title: t('dailyAllowance:statement.title'),
    subject: t(`dailyAllowance:statement.subject.${manner}`, { kind, date: fmt.date(through) }),
    blocks: [
      facts(statement, speech),
      { type: 'paragraph', text: t('letters:salutation') },
      {
        type: 'paragraph',
        text: t(`dailyAllowance:statement.opening.${manner}`, { name: person.name, date: fmt.date(through) }),
      },
      ...(entries.length > 0 ? [entriesTable(entries, speech)] : []),
      ...(entries.length > 0 || statement.isGivenUp
        ? []
        : [{ type: 'paragraph', text: t('dailyAllowance:statement.nothing') } as const]),
      ...(totals.toEmployer === 0 ? [] : employerPart(statement, totals, speech)),
      ...(totals.toPerson === 0 ? [] : personPart(statement, totals, speech)),
      ...(statement.awaitsHospital
        ? [{ type: 'paragraph', tone: 'strong', text: t('dailyAllowance:statement.waiting') } as const]
        : []),
      ...(isFinal ? [] : [report(speech)]),
      ...informalNotice(office, speech),
      ...closingOfDecision(statement, speech),
    ],
    gist: gistOf(statement, totals),
  }
}

function facts({ person, employer, averageFrancs }: AllowanceStatement, { t, fmt }: Speech): Block {
  return {
    type: 'facts',
    rows: [
      { label: t('letters:facts.employee'), value: person.name },
      ...(person.ahvNumber ? [{ label: t('letters:facts.ahvNumber'), value: person.ahvNumber }] : []),
      { label: t('letters:facts.memberNumber'), value: `${employer.name}\n${employer.memberNumber}` },
      { label: t('dailyAllowance:statement.basis'), value: fmt.money(averageFrancs * 100) },
      { label: t('dailyAllowance:statement.rate'), value: `${percent} %` },
    ],
  }
}

function entriesTable(entries: Entry[], { t, fmt }: Speech): TableBlock {
  const totals = totalsOf(entries)
  return {
    type: 'table',
    columns: [
      { title: t('dailyAllowance:statement.period'), share: 48 },
      { title: t('dailyAllowance:statement.days'), share: 12, align: 'right' },
      { title: t('dailyAllowance:statement.daily'), share: 20, align: 'right' },
      { title: t('dailyAllowance:statement.gross'), share: 20, align: 'right' },
    ],
    rows: entries.map(({ from, to, days, daily, gross }) => [
      periodCell(`${fmt.shortDate(from)} – ${fmt.shortDate(to)}`, days, t),
      String(days),
      fmt.amount(daily),
      fmt.amount(gross),
    ]),
    total: [t('dailyAllowance:statement.total'), String(totals.days), '', fmt.amount(totals.gross)],
  }
}

const periodCell = (period: string, days: number, t: Speech['t']): Cell =>
  days > 0 ? period : { text: period, note: t('dailyAllowance:statement.correction') }

/** The employer keeps the allowance for the wage it pays, and gets its contributions back (EOV 37 II). */
function employerPart({ employer, entries }: AllowanceStatement, totals: Totals, speech: Speech): Block[] {
  const { t, fmt } = speech
  const rates = ratesOn(entries.at(-1)?.from ?? '')
  const credit = creditOf(totals)
  return [
    { type: 'heading', text: t('dailyAllowance:statement.employer', { name: employer.name }) },
    sums(
      [
        [t('dailyAllowance:statement.allowance'), totals.toEmployer],
        [
          t('dailyAllowance:statement.refundOldAge', { rate: fmt.number(rates.oldAge / 100) }),
          totals.refundOldAge,
        ],
        [
          t('dailyAllowance:statement.refundUnemployment', { rate: fmt.number(rates.unemployment / 100) }),
          totals.refundUnemployment,
        ],
      ],
      credit,
      speech,
    ),
    {
      type: 'paragraph',
      text:
        credit < 0
          ? t('dailyAllowance:statement.charged', { law: citation('ATSG 25 I', speech) })
          : t('dailyAllowance:statement.credited', { law: citation('EOV 37 II', speech) }),
    },
  ]
}

/** What is paid to the person itself, less its contributions (EOV 37 IV). */
function personPart({ person, entries, iban }: AllowanceStatement, totals: Totals, speech: Speech): Block[] {
  const { t, fmt } = speech
  const rates = ratesOn(entries.at(-1)?.from ?? '')
  const payout = payoutOf(totals)
  return [
    { type: 'heading', text: t('dailyAllowance:statement.person', { name: person.name }) },
    sums(
      [
        [t('dailyAllowance:statement.allowance'), totals.toPerson],
        [
          t('dailyAllowance:statement.deductedOldAge', { rate: fmt.number(rates.oldAge / 100) }),
          -totals.deductedOldAge,
        ],
        [
          t('dailyAllowance:statement.deductedUnemployment', { rate: fmt.number(rates.unemployment / 100) }),
          -totals.deductedUnemployment,
        ],
      ],
      payout,
      speech,
    ),
    {
      type: 'paragraph',
      text:
        payout < 0
          ? t('dailyAllowance:statement.owed', { law: citation('ATSG 25 I', speech) })
          : t('dailyAllowance:statement.paid', { iban: iban ?? '', law: citation('EOV 37 IV', speech) }),
    },
  ]
}

const sums = (rows: [text: string, amount: number][], total: number, { t, fmt }: Speech): TableBlock => ({
  type: 'table',
  columns: [
    { title: t('dailyAllowance:letter.line'), share: 80 },
    { title: t('letters:table.amount'), share: 20, align: 'right' },
  ],
  rows: rows.map(([text, amount]) => [text, fmt.amount(amount)]),
  total: [t('dailyAllowance:statement.total'), fmt.amount(total)],
})

const report = (speech: Speech): Block => ({
  type: 'paragraph',
  text: speech.t('dailyAllowance:statement.report', { law: citation('ATSG 31 I', speech) }),
})

function gistOf({ person, through, isFinal, isGivenUp }: AllowanceStatement, totals: Totals): Gist {
  const [credit, payout] = [creditOf(totals), payoutOf(totals)]
  return {
    result: isGivenUp ? 'given-up' : 'stated',
    person: person.name,
    until: through,
    amounts: [
      ...(totals.toEmployer === 0 ? [] : [{ what: 'to-employer' as const, amount: credit }]),
      ...(totals.toPerson === 0 ? [] : [{ what: 'to-person' as const, amount: payout }]),
    ],
    next: [...(isFinal ? [] : [{ what: 'statements-follow' as const }]), { what: 'may-demand' }],
  }
}
