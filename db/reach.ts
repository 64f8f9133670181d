import {
  openMessageAbout,
  openMessageToMandate,
  openReport,
  openToMandate,
  type Topics,
} from './open-topics.js'
import type { Values } from './prepared.js'

/** How far a search goes: whose things they are, and which of them are open to who looks. Conditions with their values; SQL. */
export interface Reach {
  /** By the column that names the employer. */
  owned(employer: string): string
  /** On `employees`. */
  openPerson: string
  /** On `mutations`. */
  openReport: string
  /** On `messages` and the `mutations` they are about. */
  openMessage: string
  /** Whether they are of several employers. */
  isWide: boolean
  values: Values
}

/** What belongs to one employer and is open to these topics. */
export const ofEmployer = (employerId: string, topics: Topics): Reach => ({
  owned: (employer) => `${employer} = :employerId`,
  openPerson: '1 = 1',
  openReport: openReport(topics, 'mutations.kind'),
  openMessage: openMessageAbout(topics),
  isWide: false,
  values: { employerId },
})

/** What belongs to any employer somebody acts for now, and is open to the topics of the mandate there. */
export const ofMandates = (userId: string): Reach => ({
  owned: (employer) => `${employer} in (select acting.employer_id from mandates as acting where ${isActing})`,
  openPerson: where('employees.employer_id', "acting.topics like '%personnel%'"),
  openReport: where('mutations.employer_id', openToMandate('mutations.kind', 'acting.topics')),
  openMessage: where(
    'messages.employer_id',
    openMessageToMandate('messages.kind', 'mutations.kind', 'acting.topics'),
  ),
  isWide: true,
  values: { userId },
})

const isActing = 'acting.user_id = :userId and acting.ended_at is null'
const where = (employer: string, isOpen: string) =>
  `exists (select 1 from mandates as acting where ${isActing} and acting.employer_id = ${employer} and ${isOpen})`
