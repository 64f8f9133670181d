import type { Instant, IsoDate } from '../domain/dates.js'
import { type Gist, objectionTo } from '../domain/gist.js'
import type { Language } from '../domain/kinds.js'
import type { Rappen } from '../domain/money.js'
import { grantedTable, partMonthsTable } from './decision-tables.js'
import { dutyNotice } from './duty-notice.js'
import { allowancesIn, type DecisionLine } from './family-allowance-decision.js'
import { addressLine, type Block, type Letter, type Office } from './letter.js'
import { objectionNotice } from './objection-notice.js'
import { partiesOf } from './parties.js'
import { speechOf } from './speech.js'

/** A decision that ends allowances on file or brings them back; its words are written in its language already. */
export interface EntitlementDecision {
  language: Language
  office: Office
  place: string
  decidedOn: IsoDate
  createdAt: Instant
  reference: string
  employee: { name: string; address: string[]; ahvNumber?: string }
  employer: { name: string; address: string[]; memberNumber: string }
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
  /** Name of the person who decided; without one the office decided on the file. */
  signedBy?: string
}

/** The decision on allowances that end or come back: to the employee, with a copy to the employer. */
export function entitlementDecision(decision: EntitlementDecision): Letter {
  const { language, employee, employer, office, decidedOn } = decision
  const speech = speechOf(language)
  const { t } = speech
  return {
    language,
    title: t('letters:decision.title'),
    office,
    place: decision.place,
    date: decidedOn,
    recipient: [employee.name, ...employee.address],
    reference: decision.reference,
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
      {
        type: 'closing',
        greeting: t('letters:closing.greeting'),
        lines: [office.name, ...(decision.signedBy ? [decision.signedBy] : [])],
      },
      { type: 'paragraph', tone: 'soft', text: t('letters:closing.electronic') },
    ],
    copyTo: [addressLine([employer.name, ...employer.address])],
    gist: gistOf(decision),
    createdAt: decision.createdAt,
  }
}

function allowances({ language, ended, resumed, overpaid, decidedOn }: EntitlementDecision): Block[] {
  const speech = speechOf(language)
  const { t, fmt } = speech
  const heading = (text: string): Block => ({ type: 'heading', text })
  const partial = [...ended, ...resumed].filter(({ partMonths }) => partMonths.length > 0)
  const monthly = resumed.reduce((sum, { rate }) => sum + rate, 0)
  return [
    ...(ended.length > 0
      ? [heading(t('letters:entitlements.ended')), grantedTable({ monthly: 0, decidedOn }, ended, speech)]
      : []),
    ...(resumed.length > 0
      ? [heading(t('letters:entitlements.resumed')), grantedTable({ monthly, decidedOn }, resumed, speech)]
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

function gistOf({ employee, ended, resumed, overpaid, decidedOn }: EntitlementDecision): Gist {
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
    ...objectionTo(decidedOn),
  }
}
