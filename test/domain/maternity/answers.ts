import type { WageAnswers } from '../../../domain/daily-allowance/answers.js'
import type { MaternityAnswers } from '../../../domain/maternity/answers.js'
import { francs } from '../../../domain/money.js'

/** A monthly wage, of which a test changes what it is about. */
export function wage(change: Partial<WageAnswers> = {}): WageAnswers {
  return {
    type: 'monthly',
    amount: francs(6000),
    absentDays: 0,
    inKind: 0,
    thirteenth: 0,
    bonus: 0,
    ...change,
  }
}

/** A plain birth on 1 September 2026; the employer pays the whole wage. */
export function answers(change: Partial<MaternityAnswers> = {}): MaternityAnswers {
  return {
    birth: { date: '2026-09-01', alive: true, term: 'full' },
    children: [{ key: 'c1', firstName: 'Lia', lastName: 'Graf', birthDate: '2026-09-01' }],
    employment: { since: '2022-03-01', state: 'working' },
    wage: wage(),
    leavePay: { paid: 'full' },
    abroad: [],
    work: { otherEmployers: [], earlier: [], selfEmployed: false },
    since: {},
    documents: [{ documentId: 'd1', purpose: 'birth-certificate' }],
    ...change,
  }
}

export const submitted = { submittedOn: '2026-09-10', alsoReported: 'no' } as const
