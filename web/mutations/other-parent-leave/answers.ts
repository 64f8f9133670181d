import type { Draft } from '../../../db/reports/mutations.js'
import { documentPurposes, type OtherParentLeaveAnswers } from '../../../domain/other-parent-leave/answers.js'
import { sentDocuments } from '../documents-step.js'
import type { Fault, Reading } from '../fields.js'
import { type Facts, faultsIn } from '../journey.js'
import { paysDirectly, readAccount } from '../maternity/account.js'
import { readBirth } from '../maternity/birth.js'
import { readChildren } from '../maternity/children.js'
import { readEmployment } from '../maternity/employment.js'
import { readAbroad } from '../maternity/insurance.js'
import { readLeavePay } from '../maternity/leave-pay.js'
import { readOtherWork } from '../maternity/other-work.js'
import { readWage } from '../maternity/wage.js'
import { readLeave } from './leave.js'

/** Everything that was said, as the rules need it; with faults, what is still wrong. */
export function answersSoFar(draft: Draft, facts: Facts): Reading<OtherParentLeaveAnswers> {
  const [birth, employment] = [readBirth(draft, facts), readEmployment(draft, facts)]
  const [wage, pay, leave] = [readWage(draft, facts), readLeavePay(draft, facts), readLeave(draft, facts)]
  const [children, abroad] = [readChildren(draft, facts), readAbroad(draft, facts)]
  const work = readOtherWork(draft, facts)
  const account = paysDirectly(draft, facts) ? readAccount(draft, facts) : null
  const all: Reading<unknown>[] = [birth, employment, wage, leave, pay, children, abroad, work]
  const faults: Fault[] = [...all, ...(account ? [account] : [])].flatMap(faultsIn)
  if ('faults' in birth || 'faults' in employment || 'faults' in wage || 'faults' in pay) return { faults }
  if ('faults' in leave || 'faults' in children || 'faults' in abroad || 'faults' in work) return { faults }
  if (account && 'faults' in account) return { faults }
  return {
    value: {
      birth: birth.value,
      children: children.value,
      employment: employment.value,
      wage: wage.value,
      leavePay: pay.value.leavePay,
      abroad: abroad.value,
      work: work.value,
      leave: leave.value,
      ...(account && { account: account.value }),
      documents: sentDocuments(draft, facts).map(({ documentId, purpose }) => ({
        documentId,
        purpose: documentPurposes.find((it) => it === purpose) ?? 'other',
      })),
    },
  }
}
