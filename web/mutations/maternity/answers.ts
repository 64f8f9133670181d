import type { Draft } from '../../../db/reports/mutations.js'
import {
  type DocumentAnswers,
  documentPurposes,
  type MaternityAnswers,
} from '../../../domain/maternity/answers.js'
import { sentDocuments } from '../documents-step.js'
import type { Fault, Reading } from '../fields.js'
import { type Facts, faultsIn } from '../journey.js'
import { paysDirectly, readAccount } from './account.js'
import { readBirth } from './birth.js'
import { readChildren } from './children.js'
import { readEmployment } from './employment.js'
import { readHospital } from './hospital.js'
import { readAbroad } from './insurance.js'
import { readLeavePay } from './leave-pay.js'
import { readOtherWork } from './other-work.js'
import { readWage } from './wage.js'

/** Everything that was said, as the rules need it; with faults, what is still wrong. */
export function answersSoFar(draft: Draft, facts: Facts): Reading<MaternityAnswers> {
  const birth = readBirth(draft, facts)
  const employment = readEmployment(draft, facts)
  const wage = readWage(draft, facts)
  const pay = readLeavePay(draft, facts)
  const children = readChildren(draft, facts)
  const abroad = readAbroad(draft, facts)
  const work = readOtherWork(draft, facts)
  const hospital = readHospital(draft, facts)
  const account = paysDirectly(draft, facts) ? readAccount(draft, facts) : null
  const all: Reading<unknown>[] = [birth, employment, wage, pay, children, abroad, work, hospital]
  const faults: Fault[] = [...all, ...(account ? [account] : [])].flatMap(faultsIn)
  if ('faults' in birth || 'faults' in employment || 'faults' in wage || 'faults' in pay) return { faults }
  if ('faults' in children || 'faults' in abroad || 'faults' in work || 'faults' in hospital)
    return { faults }
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
      ...(hospital.value.hospital && { hospital: hospital.value.hospital }),
      since: { ...pay.value.since, ...hospital.value.since },
      ...(account && { account: account.value }),
      documents: documentsIn(draft, facts),
    },
  }
}

/** What was sent for a draft; a purpose that is not known is no proof of anything. */
const documentsIn = (draft: Draft, facts: Facts): DocumentAnswers[] =>
  sentDocuments(draft, facts).map(({ documentId, purpose }) => ({
    documentId,
    purpose: documentPurposes.find((it) => it === purpose) ?? 'other',
  }))
