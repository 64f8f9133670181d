import type { IsoDate } from '../domain/dates.js'
import type { ProposalLine } from '../domain/family-allowance/proposal.js'
import { type Gist, objectionTo } from '../domain/gist.js'
import { decisionGrounds } from './decision-grounds.js'
import { grantedTable, partMonthsTable, refusedTable } from './decision-tables.js'
import { dutyNotice } from './duty-notice.js'
import { closingOfDecision, headOf, type Insured, type LetterHead } from './head.js'
import type { Block, Letter } from './letter.js'
import { objectionNotice } from './objection-notice.js'
import { partiesOf } from './parties.js'
import type { KeyOfRule } from './reasons.js'
import { type Speech, speechOf } from './speech.js'

export type DecisionOutcome = 'grant' | 'partial' | 'refuse' | 'change' | 'end'

export interface DecisionLine extends ProposalLine {
  childName: string
  childBirthDate: IsoDate
}

/** Everything a decision on family allowances says; sums in Rappen. */
export interface FamilyAllowanceDecision extends LetterHead {
  outcome: DecisionOutcome
  /** Day the employer's report came in. */
  submittedOn: IsoDate
  employee: Insured
  lines: DecisionLine[]
  /** Per month at the time of the decision; 0 leaves the total out. */
  monthly: number
  /** Due for months that have passed. */
  arrears: number
  paidTo: 'employer' | 'direct'
  /** What the caseworker writes beside the rules' reasons; obligatory when refusing. */
  reason?: string
}

/** What a decision on allowances says in words of its own. */
export interface Wording {
  subject: string
  opening: string
  laws: string
  /** The key of a rule's sentence. */
  keyOf?: KeyOfRule
}

/** The decision on family allowances (ATSG 49): to the employee, with a copy to the employer. */
export function familyAllowanceDecision(decision: FamilyAllowanceDecision): Letter {
  const { t, fmt } = speechOf(decision.language)
  const { outcome, submittedOn } = decision
  return allowanceDecision(decision, {
    subject: t(`letters:decision.subject.${outcome}`),
    opening: t(`letters:decision.opening.${outcome}`, { date: fmt.date(submittedOn) }),
    laws: t('letters:laws.text'),
  })
}

/** A decision on allowances in the words of its kind: whom, what, why, duties, remedies. */
export function allowanceDecision(decision: FamilyAllowanceDecision, wording: Wording): Letter {
  const { outcome, employee, employer } = decision
  const lines = decision.lines.toSorted(byChild)
  const speech = speechOf(decision.language)
  const { t } = speech
  return {
    ...headOf(decision, employee, employer),
    title: t('letters:decision.title'),
    subject: wording.subject,
    blocks: [
      ...opening(decision, wording, speech),
      ...allowances(decision, lines, speech),
      ...decisionGrounds(lines, decision.reason, speech, wording.keyOf),
      ...(outcome === 'refuse' ? [] : dutyNotice(speech)),
      { type: 'heading', text: t('letters:laws.title') },
      { type: 'paragraph', text: wording.laws },
      ...objectionNotice(decision.office, speech),
      ...closingOfDecision(decision, speech),
    ],
    gist: gistOf(decision, lines),
  }
}

function opening({ employee, employer }: FamilyAllowanceDecision, wording: Wording, { t }: Speech): Block[] {
  return [
    { type: 'facts', rows: partiesOf({ employee, employer }, { t }) },
    { type: 'paragraph', text: t('letters:salutation') },
    { type: 'paragraph', text: wording.opening },
  ]
}

function allowances(decision: FamilyAllowanceDecision, lines: DecisionLine[], speech: Speech): Block[] {
  const { t, fmt } = speech
  const granted = lines.filter((line) => line.granted === 'yes')
  const refused = lines.filter((line) => line.granted !== 'yes')
  const partial = granted.filter((line) => line.partMonths.length > 0)
  const blocks: Block[] = []
  if (granted.length > 0) {
    blocks.push(
      { type: 'heading', text: t('letters:decision.granted') },
      grantedTable(decision, granted, speech),
    )
    if (decision.outcome !== 'end') {
      blocks.push({ type: 'paragraph', text: t(`letters:decision.payment.${decision.paidTo}`) })
    }
  }
  if (granted.some((line) => line.provenUntil)) {
    blocks.push({ type: 'paragraph', text: t('letters:decision.proof') })
  }
  if (partial.length > 0) {
    blocks.push(
      { type: 'heading', text: t('letters:decision.partMonths') },
      { type: 'paragraph', text: t('letters:decision.partMonthsHint') },
      partMonthsTable(partial, speech),
    )
  }
  if (decision.arrears > 0) {
    const text = t('letters:decision.arrearsText', { amount: fmt.money(decision.arrears) })
    blocks.push({ type: 'heading', text: t('letters:decision.arrears') }, { type: 'paragraph', text })
  }
  if (refused.length > 0) {
    blocks.push({ type: 'heading', text: t('letters:decision.refused') }, refusedTable(refused, speech))
  }
  return blocks
}

const byChild = (a: DecisionLine, b: DecisionLine) =>
  a.childBirthDate.localeCompare(b.childBirthDate) ||
  a.childName.localeCompare(b.childName) ||
  a.from.localeCompare(b.from)

const results = {
  grant: 'granted',
  partial: 'partly',
  refuse: 'refused',
  change: 'changed',
  end: 'ended',
} as const

function gistOf(decision: FamilyAllowanceDecision, lines: DecisionLine[]): Gist {
  const { outcome, employee, monthly, arrears, paidTo, reason, date } = decision
  const paid = paidTo === 'employer' ? ('pay-with-wage' as const) : ('office-pays' as const)
  return {
    result: results[outcome],
    person: employee.name,
    allowances: allowancesIn(lines.filter(({ granted }) => granted === 'yes')),
    amounts: [
      ...(monthly > 0 ? [{ what: 'monthly' as const, amount: monthly }] : []),
      ...(arrears > 0 ? [{ what: 'arrears' as const, amount: arrears }] : []),
    ],
    ...(reason && { reason }),
    next:
      outcome === 'refuse'
        ? []
        : outcome === 'end'
          ? [{ what: 'stop-paying' }]
          : [{ what: paid }, { what: 'report-changes' }],
    ...objectionTo(date),
  }
}

/** Allowances of a decision as its summary lists them. */
export const allowancesIn = (lines: DecisionLine[]): Gist['allowances'] =>
  lines.map(({ childName, kind, rate, from, to }) => ({ name: childName, kind, rate, from, to }))
