import { birthAlsoReported } from '../db/people/births.js'
import { type Draft, mutationById } from '../db/reports/mutations.js'
import {
  addDays,
  addMonths,
  daysBetween,
  firstOfMonth,
  type Instant,
  type IsoDate,
  swissDate,
  swissInstant,
} from '../domain/dates.js'
import type { MaternityAnswers } from '../domain/maternity/answers.js'
import { propose } from '../domain/maternity/propose.js'
import { francs } from '../domain/money.js'
import { amount } from '../locales/figures.js'
import { dateFields } from '../web/mutations/fields.js'
import { type AllowanceReport, agree, begin, fillIn, mutationOf, paperOf, send } from './allowance-acts.js'
import { namesOf } from './employees.js'
import { personNamed } from './firms.js'
import type { Scene, Stage } from './stage.js'
import { later, moment, officeHour, type When } from './when.js'

/** A birth that an employer of the demo reports: it goes on paying the wage. */
export interface Birth {
  /** The mother. */
  of: string
  /** E-mail address of who reports it. */
  by: string
  child: string
  born: When
  /** So many days after the birth. */
  sentAfter: number
}

const reportOf = ({ of, by, child }: Birth): AllowanceReport => ({ kind: 'maternity', of, by, child })

/** A birth is reported, with the birth certificate. */
export const birthSent =
  (birth: Birth) =>
  (day: IsoDate): Scene[] => {
    const report = reportOf(birth)
    const daysAgo = daysBetween(birth.born(day), day) - birth.sentAfter
    const at = moment(day, daysAgo, 10, 23)
    const [begun, filled] = [later(at, -1200), later(at, -90)]
    return [
      { at: begun, play: (stage) => begin(stage, report, begun) },
      { at: filled, play: (stage) => fillIn(stage, report, typedBirth(answersOf(birth, day)), filled) },
      { at, play: (stage) => send(stage, report, answersOf(birth, day), at) },
    ]
  }

/** The office agrees some days after the report. */
export const birthApproved =
  (birth: Birth, by: string, daysLater: number) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(addDays(birth.born(day), birth.sentAfter + daysLater + 2), 0, 15, 5)
    return [{ at, play: (stage) => approve(stage, birth, by, at) }]
  }

/** The statements of the months that have passed since then. */
export const monthsStated =
  (birth: Birth) =>
  (day: IsoDate): Scene[] => {
    const moments: Instant[] = []
    for (let month = addMonths(firstOfMonth(birth.born(day)), 1); month <= day; month = addMonths(month, 1))
      moments.push(swissInstant(month, 6))
    return moments
      .filter((at) => at < swissInstant(day, 0))
      .map((at) => ({
        at,
        play: ({ activities }) => activities.stateMaternity(mutationOf(reportOf(birth)), at),
      }))
  }

async function approve(stage: Stage, birth: Birth, by: string, at: Instant): Promise<void> {
  const { db } = stage
  const mutation = await mutationById(db, mutationOf(reportOf(birth)))
  const answers = mutation.answers as MaternityAnswers
  const found = propose(answers, {
    submittedOn: swissDate(mutation.submittedAt ?? at),
    alsoReported: await birthAlsoReported(db, mutation, {
      date: answers.birth.date,
      children: answers.children,
    }),
  })
  await agree(stage, reportOf(birth), found, by, at)
}

function answersOf(birth: Birth, day: IsoDate): MaternityAnswers {
  const { person } = personNamed(birth.of)
  const date = birth.born(day)
  return {
    birth: { date, alive: true, term: 'full' },
    children: [{ key: 'c1', firstName: birth.child, lastName: namesOf(person).lastName, birthDate: date }],
    employment: { since: person.since(day), state: 'working' },
    wage: {
      type: 'monthly',
      amount: francs(person.wage),
      absentDays: 0,
      inKind: 0,
      bonus: 0,
      thirteenth: francs(person.wage),
    },
    leavePay: { paid: 'full' },
    abroad: [],
    work: { otherEmployers: [], earlier: [], selfEmployed: false },
    since: {},
    documents: [{ documentId: paperOf(reportOf(birth)), purpose: 'birth-certificate' }],
  }
}

/** The report as its sender would have typed it. */
function typedBirth({ birth, children, employment, wage }: MaternityAnswers): Draft {
  return {
    birth: { ...dateFields('date', birth.date), alive: 'yes', term: 'full', by: 'employer' },
    employment: { ...dateFields('since', employment.since), state: 'working' },
    wage: { type: wage.type, amount: amount(wage.amount), thirteenth: 'yes' },
    'leave-pay': { paid: 'full', returned: 'no' },
    children: {
      firstName: children[0]?.firstName ?? '',
      lastName: children[0]?.lastName ?? '',
      birthDate: '',
      ahvNumber: '',
    },
    insurance: { abroad: 'no' },
    'other-work': { hasOther: 'no', hasEarlier: 'no', selfEmployed: 'no', hasFormer: 'no' },
    hospital: { stay: 'no', died: 'no' },
    documents: { about: {}, seen: true },
  }
}
