import type { Draft } from '../db/reports/mutations.js'
import type {
  ChildAnswers,
  FamilyAllowanceAnswers,
  OtherParentAnswers,
  TrainingAnswers,
} from '../domain/family-allowance/answers.js'
import type { Rappen } from '../domain/money.js'
import { dateFields, type Values } from '../web/mutations/fields.js'

/** A report as its sender would have typed it, step by step; `ending` are the entitlements that a report ends. */
export function typed(answers: FamilyAllowanceAnswers, ending: string[] = []): Draft {
  const { request, employment, children, otherParent, training, documents, payment } = answers
  const { purpose, from, endReason, remark = '' } = request
  const said = { purpose, ...dateFields('from', from), ...(endReason && { endReason }), remark }
  if (purpose === 'end') return { begun: { purpose }, request: said, children: { ending } }
  return {
    begun: { purpose },
    request: said,
    employment: {
      canton: employment.canton,
      ...dateFields('since', employment.since),
      ...dateFields('until', employment.until),
      yearlyIncome: francs(employment.yearlyIncome),
      civilStatus: employment.civilStatus,
      hasOther: 'no',
    },
    children: {
      list: children.map((child) => ({
        key: child.key,
        ...(child.childId && { childId: child.childId }),
        values: typedChild(child),
      })),
      shared: {},
    },
    ...(otherParent && { 'other-parent': typedParent(otherParent) }),
    ...(Object.keys(training).length > 0 && { training: mapped(training, typedTraining) }),
    documents: {
      about: Object.fromEntries(documents.map(({ documentId, childKey }) => [documentId, childKey ?? ''])),
      seen: true,
    },
    ...(payment && { payment: { to: payment.to } }),
  }
}

const typedChild = ({
  birthDate,
  incapable,
  motherResident,
  childId: _id,
  key: _key,
  ...child
}: ChildAnswers): Values => ({
  ...child,
  ahvNumber: child.ahvNumber ?? '',
  residenceCanton: child.residenceCanton ?? '',
  ...dateFields('birthDate', birthDate),
  incapable: incapable ? ['yes'] : [],
  ...(motherResident !== undefined && { motherResident: motherResident ? 'yes' : 'no' }),
})

const typedParent = ({ birthDate, yearlyIncome, receivesUntil, ...other }: OtherParentAnswers): Values => ({
  ...other,
  ...dateFields('birthDate', birthDate),
  ...dateFields('receivesUntil', receivesUntil),
  ...(yearlyIncome !== undefined && { yearlyIncome: francs(yearlyIncome) }),
})

const typedTraining = ({ from, until, monthlyIncome, ...training }: TrainingAnswers): Values => ({
  ...training,
  ...dateFields('from', from),
  ...dateFields('until', until),
  monthlyIncome: monthlyIncome ? francs(monthlyIncome) : '',
})

const mapped = <In, Out>(all: Record<string, In>, by: (one: In) => Out): Record<string, Out> =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, by(one)]))

const francs = (amount: Rappen) => (amount / 100).toFixed(2)
