import type {
  ChildAnswers,
  FamilyAllowanceAnswers,
  OtherParentAnswers,
} from '../../../domain/family-allowance/answers.js'
import type { Circumstances } from '../../../domain/family-allowance/proposal.js'
import { cantons } from '../../../domain/kinds.js'
import { answers, child, circumstances, employment, onFile, otherParent, training } from './facts.js'

const others: (OtherParentAnswers | undefined)[] = [
  otherParent(),
  otherParent({ work: 'employed', canton: 'ZH', yearlyIncome: 9_900_000 }),
  otherParent({ work: 'employed', canton: 'VS', receives: 'ended', receivesUntil: '2026-08-15' }),
  otherParent({ work: 'self-employed', canton: 'LU', yearlyIncome: 5_000_000, receives: 'yes' }),
  otherParent({ known: 'deceased' }),
  otherParent({ known: 'no-contact' }),
]

const children: Partial<ChildAnswers>[] = [
  { kinds: ['child', 'birth'], birthDate: '2026-09-30', motherResident: true },
  { kinds: ['child'], birthDate: '2014-09-30', residenceCanton: 'ZH' },
  { kinds: ['child', 'education'], birthDate: '2011-02-28', livesWith: 'other-parent' },
  { kinds: ['education'], birthDate: '2008-02-29', childId: 'filed' },
  { kinds: ['child'], birthDate: '2007-01-31', incapable: true, authority: 'applicant' },
  { kinds: ['child', 'adoption'], relation: 'adopted', residenceCountry: 'IT', residenceCanton: undefined },
  { kinds: ['child'], relation: 'step', ahvNumber: undefined, livesWith: 'elsewhere' },
  { kinds: ['child', 'education'], birthDate: '2001-01-31' },
]

const arounds: Partial<Circumstances>[] = [
  {},
  { employment: { from: '2026-07-16', to: '2026-12-10' }, rounding: 'at-end' },
  { today: '2027-01-10', submittedOn: '2027-01-10' },
  {
    onFile: [
      onFile({ childId: 'filed', birthDate: '2008-02-29', to: '2026-12-31' }),
      onFile({ id: 'e2', childId: 'mia', birthDate: '2014-09-30', from: '2026-10-01', to: null }),
      onFile({
        id: 'e3',
        childId: 'big',
        birthDate: '2005-01-01',
        kind: 'education',
        from: '2020-01-01',
        to: '2027-07-31',
      }),
    ],
    elsewhere: [{ ahvNumber: '756.9217.0769.85', kind: 'child', from: '2019-03-01', to: '2026-08-31' }],
  },
]

/** Some thousand different facts, always the same ones. */
export function* everyCase(): Generator<{ asked: FamilyAllowanceAnswers; around: Circumstances }> {
  const requests = (['new', 'change', 'end'] as const).flatMap((purpose) =>
    ['2020-05-15', '2025-06-01', '2026-08-20', '2027-01-01'].map((from) => ({ purpose, from })),
  )
  let nth = 0
  for (const request of requests) {
    for (const parent of others) {
      for (const [i, one] of children.entries()) {
        for (const around of arounds) {
          for (let turn = 0; turn < 4; turn++) {
            const canton = cantons[nth++ % cantons.length] ?? 'SG'
            const sibling = children[(i + turn + 1) % children.length]
            const both = [
              child({ residenceCanton: canton, ...one }),
              child({ ...sibling, key: 'tim', ahvNumber: '756.1234.5678.97' }),
            ]
            yield {
              asked: answers({
                request,
                employment: employment({
                  canton,
                  yearlyIncome: [7_800_000, 500_000][turn % 5 === 3 ? 1 : 0] ?? 0,
                }),
                children: turn === 0 ? both.slice(0, 1) : both,
                otherParent: parent,
                training:
                  turn === 2
                    ? {}
                    : {
                        mia: training(),
                        tim: training({ monthlyIncome: 260_000, kind: 'compulsory-school' }),
                      },
                documents: turn === 1 ? [{ documentId: 'd', purpose: 'training' }] : [],
              }),
              around: circumstances(around),
            }
          }
        }
      }
    }
  }
}
