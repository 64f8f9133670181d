import { birthAlsoReported } from '../db/people/births.js'
import { type Draft, mutationById } from '../db/reports/mutations.js'
import { addDays, addMonths, firstOfMonth, type IsoDate, swissDate, swissInstant } from '../domain/dates.js'
import { francs } from '../domain/money.js'
import type { OtherParentLeaveAnswers } from '../domain/other-parent-leave/answers.js'
import { propose } from '../domain/other-parent-leave/propose.js'
import type { ClosedSpan } from '../domain/span.js'
import { amount } from '../locales/figures.js'
import { dateFields } from '../web/mutations/fields.js'
import { type AllowanceReport, agree, begin, fillIn, mutationOf, paperOf, send } from './allowance-acts.js'
import { namesOf } from './employees.js'
import { personNamed } from './firms.js'
import type { Scene, Stage } from './stage.js'
import { later, moment, officeHour, type When } from './when.js'

/** A leave after a birth that an employer of the demo reports, in whole weeks, while it pays the wage. */
export interface Leave {
  of: string
  /** E-mail address of who reports it. */
  by: string
  child: string
  born: When
  /** How many days after the birth each week begins. */
  weeks: number[]
  /** So many days ago. */
  sent: number
}

const reportOf = ({ of, by, child }: Leave): AllowanceReport => ({
  kind: 'other-parent-leave',
  of,
  by,
  child,
})

/** The leave is reported, with the birth certificate. */
export const leaveSent =
  (leave: Leave) =>
  (day: IsoDate): Scene[] => {
    const report = reportOf(leave)
    const answers = answersOf(leave, day)
    const at = moment(day, leave.sent, 9, 41)
    const [begun, filled] = [later(at, -840), later(at, -70)]
    return [
      { at: begun, play: (stage) => begin(stage, report, begun) },
      { at: filled, play: (stage) => fillIn(stage, report, typedLeave(answers), filled) },
      { at, play: (stage) => send(stage, report, answers, at) },
    ]
  }

/** The office agrees so many days ago, and states what has been taken at the end of each month since. */
export const leaveApproved =
  (leave: Leave, by: string, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(day, daysAgo, 11, 20)
    const id = mutationOf(reportOf(leave))
    const months = firstDaysBetween(swissDate(at), day).map((first) => swissInstant(first, 6))
    return [
      { at, play: (stage) => approve(stage, leave, by, at) },
      ...months.map((month) => ({
        at: month,
        play: ({ activities }: Stage) => activities.stateOtherParentLeave(id, month),
      })),
    ]
  }

/** The first days of the months after a day and before another. */
function firstDaysBetween(after: IsoDate, before: IsoDate): IsoDate[] {
  const first = addMonths(firstOfMonth(after), 1)
  return first < before ? [first, ...firstDaysBetween(first, before)] : []
}

async function approve(stage: Stage, leave: Leave, by: string, at: string): Promise<void> {
  const mutation = await mutationById(stage.db, mutationOf(reportOf(leave)))
  const answers = mutation.answers as OtherParentLeaveAnswers
  const found = propose(answers, {
    submittedOn: swissDate(mutation.submittedAt ?? at),
    alsoReported: await birthAlsoReported(stage.db, mutation, {
      date: answers.birth.date,
      children: answers.children,
    }),
  })
  await agree(stage, reportOf(leave), found, by, at)
}

function answersOf(leave: Leave, day: IsoDate): OtherParentLeaveAnswers {
  const { person } = personNamed(leave.of)
  const date = leave.born(day)
  const week = (after: number): ClosedSpan => ({ from: addDays(date, after), to: addDays(date, after + 6) })
  return {
    birth: { date, alive: true, term: 'full' },
    children: [{ key: 'c1', firstName: leave.child, lastName: namesOf(person).lastName, birthDate: date }],
    employment: { since: person.since(day), state: 'working' },
    wage: {
      ...{ type: 'monthly', amount: francs(person.wage), thirteenth: francs(person.wage) },
      ...{ absentDays: 0, inKind: 0, bonus: 0 },
    },
    leavePay: { paid: 'full' },
    abroad: [],
    work: { otherEmployers: [], earlier: [], selfEmployed: false },
    leave: { by: 'weeks', spans: leave.weeks.map(week) },
    documents: [{ documentId: paperOf(reportOf(leave)), purpose: 'birth-certificate' }],
  }
}

/** The report as its sender would have typed it. */
function typedLeave({ birth, children, employment, wage, leave }: OtherParentLeaveAnswers): Draft {
  const days = (end: keyof ClosedSpan) => leave.spans.map((span) => span[end].split('-').reverse().join('.'))
  return {
    birth: { ...dateFields('date', birth.date), alive: 'yes', term: 'full', by: 'employer' },
    employment: { ...dateFields('since', employment.since), state: 'working' },
    wage: { type: wage.type, amount: amount(wage.amount), thirteenth: 'yes' },
    leave: { by: leave.by, from: days('from'), to: days('to'), died: 'no' },
    'leave-pay': { paid: 'full', returned: 'no' },
    children: {
      ...{ firstName: children[0]?.firstName ?? '', lastName: children[0]?.lastName ?? '' },
      ...{ birthDate: '', ahvNumber: '' },
    },
    insurance: { abroad: 'no' },
    'other-work': { hasOther: 'no', hasEarlier: 'no', selfEmployed: 'no', hasFormer: 'no' },
    documents: { about: {}, seen: true },
  }
}
