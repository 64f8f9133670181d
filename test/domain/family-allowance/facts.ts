import type {
  ChildAnswers,
  EmploymentAnswers,
  FamilyAllowanceAnswers,
  OtherParentAnswers,
  TrainingAnswers,
} from '../../../domain/family-allowance/answers.js'
import type {
  Circumstances,
  EntitlementOnFile,
  ProposalLine,
} from '../../../domain/family-allowance/proposal.js'
import { propose } from '../../../domain/family-allowance/propose.js'

/** A child of seven that lives with both parents in St. Gallen, with what a test changes. */
export function child(change: Partial<ChildAnswers> = {}): ChildAnswers {
  return {
    key: 'mia',
    firstName: 'Mia',
    lastName: 'Muster',
    ahvNumber: '756.9217.0769.85',
    birthDate: '2019-03-12',
    sex: 'female',
    relation: 'own',
    residenceCountry: 'CH',
    residenceCanton: 'SG',
    livesWith: 'both',
    authority: 'joint',
    incapable: false,
    kinds: ['child'],
    ...change,
  }
}

export function employment(change: Partial<EmploymentAnswers> = {}): EmploymentAnswers {
  return {
    canton: 'SG',
    since: '2018-01-01',
    yearlyIncome: 7_800_000,
    otherEmployers: [],
    civilStatus: 'married',
    ...change,
  }
}

/** An other parent who does not work, so that the claim of the applicant comes first. */
export function otherParent(change: Partial<OtherParentAnswers> = {}): OtherParentAnswers {
  return { known: 'yes', firstName: 'Kim', lastName: 'Muster', work: 'none', receives: 'no', ...change }
}

/** An apprenticeship from August 2026 to July 2029. */
export function training(change: Partial<TrainingAnswers> = {}): TrainingAnswers {
  return {
    kind: 'apprenticeship',
    institution: 'Muster Holz AG',
    from: '2026-08-01',
    until: '2029-07-31',
    monthlyIncome: 90_000,
    ...change,
  }
}

/** A new report of one child from November 2026 in St. Gallen. */
export function answers(change: Partial<FamilyAllowanceAnswers> = {}): FamilyAllowanceAnswers {
  return {
    request: { purpose: 'new', from: '2026-11-01' },
    employment: employment(),
    children: [child()],
    otherParent: otherParent(),
    training: {},
    documents: [],
    ...change,
  }
}

export function circumstances(change: Partial<Circumstances> = {}): Circumstances {
  return {
    today: '2026-11-23',
    submittedOn: '2026-11-23',
    employment: { from: '2018-01-01', to: null },
    onFile: [],
    elsewhere: [],
    rounding: 'per-day',
    ...change,
  }
}

export function onFile(change: Partial<EntitlementOnFile> = {}): EntitlementOnFile {
  return {
    id: 'e1',
    childId: 'mia',
    birthDate: '2019-03-12',
    kind: 'child',
    canton: 'SG',
    rate: 24_500,
    from: '2019-03-01',
    to: '2035-03-31',
    ...change,
  }
}

/** The proposal on the usual facts but for what a test changes. */
export const proposalOn = (
  changed: Partial<FamilyAllowanceAnswers> = {},
  around: Partial<Circumstances> = {},
) => propose(answers(changed), circumstances(around))

/** A line in short: kind, whether granted, rate, from, to. */
export const short = ({ kind, granted, rate, from, to }: ProposalLine) => [kind, granted, rate, from, to]

export const rulesOf = (line: ProposalLine | undefined) => line?.reasons.map(({ rule }) => rule) ?? []
