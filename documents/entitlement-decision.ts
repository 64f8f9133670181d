import { type Gist, objectionTo } from '../domain/gist.js'
import type { Rappen } from '../domain/money.js'
import { grantedTable, partMonthsTable } from './decision-tables.js'
import { dutyNotice } from './duty-notice.js'
import { allowancesIn, type DecisionLine } from './family-allowance-decision.js'
import { closingOfDecision, headOf, type Insured, type LetterHead } from './head.js'
import type { Block, Letter } from './letter.js'
import { objectionNotice } from './objection-notice.js'
import { partiesOf } from './parties.js'
import { speechOf } from './speech.js'

/** A decision that ends allowances on file or brings them back; its words are written in its language already. */
export interface EntitlementDecision extends LetterHead {
  employee: Insured
  subject: string
  opening: string[]
  /** Allowances with their last day. */
  ended: DecisionLine[]
  /** Allowances that are due again, with their first day. */
  resumed: DecisionLine[]
  /** Why, one sentence each, with its article (ATSG 49 III). */
  grounds: string[]
  /** What the person can or must do now. */
  notes: string[]
  /** Paid for months after the end (ATSG 25 I); 0 if nothing was. */
  overpaid: Rappen
}

/** The decision on allowances that end or come back: to the employee, with a copy to the employer. */
export function entitlementDecision(decision: EntitlementDecision): Letter {
  const { employee, employer, office } = decision
  const speech = speechOf(decision.language)
  const { t } = speech
  return {
    ...headOf(decision, employee, employer),
    title: t('letters:decision.title'),
    subject: decision.subject,
    blocks: [
      { type: 'facts', rows: partiesOf(decision, speech) },
      { type: 'paragraph', text: t('letters:salutation') },
      ...paragraphs(decision.opening),
      ...allowances(decision),
      ...grounds(decision),
      ...(decision.resumed.length > 0 ? dutyNotice(speech) : []),
      { type: 'heading', text: t('letters:laws.title') },
      { type: 'paragraph', text: t('letters:laws.text') },
      ...objectionNotice(office, speech),
      ...closingOfDecision(decision, speech),
    ],
    gist: gistOf(decision),
  }
}

function allowances({ language, ended, resumed, overpaid, date }: EntitlementDecision): Block[] {
  const speech = speechOf(language)
  const { t, fmt } = speech
  const heading = (text: string): Block => ({ type: 'heading', text })
  const partial = [...ended, ...resumed].filter(({ partMonths }) => partMonths.length > 0)
  const monthly = resumed.reduce((sum, { rate }) => sum + rate, 0)
  return [
    ...(ended.length > 0
      ? [heading(t('letters:entitlements.ended')), grantedTable({ monthly: 0, date }, ended, speech)]
      : []),
    ...(resumed.length > 0
      ? [heading(t('letters:entitlements.resumed')), grantedTable({ monthly, date }, resumed, speech)]
      : []),
    ...(partial.length > 0
      ? [
          heading(t('letters:decision.partMonths')),
          ...paragraphs([t('letters:decision.partMonthsHint')]),
          partMonthsTable(partial, speech),
        ]
      : []),
    ...(overpaid > 0
      ? [
          heading(t('letters:entitlements.overpaid')),
          ...paragraphs([t('letters:entitlements.overpaidText', { amount: fmt.money(overpaid) })]),
        ]
      : []),
  ]
}

function grounds({ language, grounds, notes }: EntitlementDecision): Block[] {
  const { t } = speechOf(language)
  return [
    { type: 'heading', text: t('letters:decision.grounds') },
    { type: 'list', items: grounds },
    ...(notes.length > 0
      ? [{ type: 'heading' as const, text: t('letters:entitlements.now') }, ...paragraphs(notes)]
      : []),
  ]
}

const paragraphs = (texts: string[]): Block[] => texts.map((text) => ({ type: 'paragraph', text }))

function gistOf({ employee, ended, resumed, overpaid, date }: EntitlementDecision): Gist {
  const result = resumed.length > 0 ? 'resumed' : ended.length > 0 ? 'ended' : 'refused'
  return {
    result,
    person: employee.name,
    allowances: allowancesIn([...ended, ...resumed]),
    amounts: overpaid > 0 ? [{ what: 'overpaid', amount: overpaid }] : [],
    next:
      result === 'resumed'
        ? [{ what: 'pay-with-wage' }, { what: 'report-changes' }]
        : result === 'ended'
          ? [{ what: 'stop-paying' }]
          : [],
    ...objectionTo(date),
  }
}
