import type { IsoDate } from '../domain/dates.js'
import type { Gist } from '../domain/gist.js'
import type { Role } from '../domain/salary-declaration/answers.js'
import {
  mayBearMoreInterest,
  type Settlement,
  type SettlementLine,
} from '../domain/salary-declaration/settlement.js'
import { closing, headOf, type LetterHead } from './head.js'
import type { Block, Letter } from './letter.js'
import { type Speech, speechOf } from './speech.js'

/** Everything the statement of contributions of a year says. */
export interface SalaryStatement extends LetterHead {
  year: number
  /** Day the wages were released. */
  submittedOn: IsoDate
  /** Last day to pay; thirty days after the statement (AHVV 36 IV). */
  payUntil: IsoDate
  persons: number
  /** How it stands to earlier statements of the year, and to which. */
  role: Role
  earlier: string[]
  settlement: Settlement
  /** Where to pay a balance that is owed; null where nothing is. */
  payment: Letter['payment'] | null
}

/** The yearly statement: what each wage bears at which rate, what was paid on account, and what remains. */
export function salaryDeclarationStatement(it: SalaryStatement): Letter {
  const speech = speechOf(it.language)
  const { t, fmt } = speech
  const { balance, lines } = it.settlement
  const has = (what: SettlementLine['what']) => lines.some((line) => line.what === what)
  const references = fmt.list(it.earlier)
  const from = fmt.date(`${it.year + 1}-01-01`)
  const outcome = balance > 0 ? 'owed' : balance < 0 ? 'credit' : 'even'
  return {
    ...headOf(it, it.employer),
    gist: gistOf(it),
    title: t('salaryDeclaration:letter.title'),
    subject: t('salaryDeclaration:letter.subject', { year: it.year }),
    blocks: [
      { type: 'paragraph', text: t('letters:salutation') },
      {
        type: 'paragraph',
        text: t('salaryDeclaration:letter.opening', {
          date: fmt.date(it.submittedOn),
          year: it.year,
          count: it.persons,
        }),
      },
      ...(it.role === 'supplement' && it.earlier.length > 0
        ? [
            {
              type: 'paragraph' as const,
              text: t('salaryStatement:adds', { references: fmt.list(it.earlier) }),
            },
          ]
        : []),
      tableOf(it.settlement, speech),
      {
        type: 'paragraph',
        tone: 'strong',
        text: t(`salaryDeclaration:letter.${outcome}`, {
          amount: fmt.money(Math.abs(balance)),
          date: fmt.date(it.payUntil),
        }),
      },
      ...(balance < 0 ? [{ type: 'paragraph' as const, text: t('salaryStatement:refund') }] : []),
      { type: 'heading', text: t('salaryDeclaration:letter.explained') },
      {
        type: 'list',
        items: [
          ...explained.filter((what) => has(what)).map((what) => t(`salaryDeclaration:letter.${what}`)),
          ...beside
            .filter((what) => has(what))
            .map((what) => t(`salaryStatement:line.${what}`, { year: it.year, references, from })),
          t('salaryDeclaration:letter.rounding'),
          ...(mayBearMoreInterest(it.settlement, it.year, it.role)
            ? [t('salaryStatement:moreInterest')]
            : []),
          ...(balance > 0 ? [t('salaryDeclaration:letter.interest')] : []),
        ],
      },
      { type: 'paragraph', tone: 'soft', text: t('salaryDeclaration:letter.decision') },
      closing(it, { t }),
    ],
    ...(it.payment && { payment: it.payment }),
  }
}

export interface SalaryRefusal extends LetterHead {
  year: number
  reason: string
}

/** Why the wages of a year are not accepted; they are to be declared anew. */
export function salaryDeclarationRefusal(it: SalaryRefusal): Letter {
  const { t } = speechOf(it.language)
  return {
    ...headOf(it, it.employer),
    gist: { result: 'not-accepted', year: it.year, reason: it.reason, next: [{ what: 'report-again' }] },
    title: t('salaryDeclaration:letter.refusal'),
    subject: t('salaryDeclaration:letter.refusalSubject', { year: it.year }),
    blocks: [
      { type: 'paragraph', text: t('letters:salutation') },
      { type: 'paragraph', text: t('salaryDeclaration:letter.refused', { year: it.year }) },
      { type: 'paragraph', text: it.reason },
      closing(it, { t }),
    ],
  }
}

/** What is explained below the table, as far as the statement has such a line. */
const explained = ['ahv', 'alv', 'fak'] as const
const beside = [
  'alv-supplement',
  'administration',
  'on-account',
  'allowances',
  'stated',
  'reminder-fee',
  'default-interest',
] as const

function tableOf({ lines, balance }: Settlement, speech: Speech): Block {
  const { t, fmt } = speech
  return {
    type: 'table',
    columns: [
      { title: t('salaryDeclaration:statement.what'), share: 46 },
      { title: t('salaryDeclaration:statement.base'), share: 22, align: 'right' },
      { title: t('salaryDeclaration:statement.rate'), share: 12, align: 'right' },
      { title: t('salaryDeclaration:statement.amount'), share: 20, align: 'right' },
    ],
    rows: lines.map((line) => [
      lineName(line, speech),
      line.base === null ? '' : fmt.money(line.base),
      line.rate === null ? '' : rateText(line.rate),
      fmt.money(line.amount),
    ]),
    total: [t('salaryDeclaration:statement.balance'), '', '', fmt.money(balance)],
  }
}

/** What a line of the statement is about. */
export function lineName({ what, year, canton, days }: SettlementLine, { t }: Pick<Speech, 't'>): string {
  const name = t(`salaryDeclaration:line.${what}`, { canton: canton ?? '', days: days ?? 0 })
  return withoutYear.includes(what) ? name : `${name} ${year}`
}

const withoutYear: SettlementLine['what'][] = ['allowances', 'on-account', 'default-interest']

/** A rate as per cent: `10.6 %`. */
export const rateText = (rate: number): string => `${rate / 1000} %`

function gistOf({ year, payUntil, settlement: { balance } }: SalaryStatement): Gist {
  return {
    result: balance > 0 ? 'owed' : balance < 0 ? 'credit' : 'even',
    year,
    amounts: balance === 0 ? [] : [{ what: 'balance', amount: Math.abs(balance) }],
    next: balance > 0 ? [{ what: 'pay', on: payUntil }] : balance < 0 ? [{ what: 'office-refunds' }] : [],
  }
}
