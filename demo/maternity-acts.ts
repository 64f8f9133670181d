import { birthAlsoReported } from '../db/births.js'
import { decideTask } from '../db/desk.js'
import { storeDocument } from '../db/documents.js'
import { beginDraft, type Draft, mutationById, saveDraft, submit } from '../db/mutations.js'
import { claimTask, findTask, taskId } from '../db/tasks.js'
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
import { translator } from '../locales/i18n.js'
import { dateFields } from '../web/mutations/fields.js'
import { userId } from './accounts.js'
import { employeeId, namesOf } from './employees.js'
import { personNamed } from './firms.js'
import { idOf, referenceOf } from './ids.js'
import { paper } from './papers.js'
import { proceed, type Scene, type Stage } from './stage.js'
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

const mutationOf = ({ of }: Birth) => idOf('mutation', of, 'maternity')
const paperOf = (birth: Birth) => idOf('paper', mutationOf(birth))

/** A birth is reported, with the birth certificate. */
export const birthSent =
  (birth: Birth) =>
  (day: IsoDate): Scene[] => {
    const daysAgo = daysBetween(birth.born(day), day) - birth.sentAfter
    const at = moment(day, daysAgo, 10, 23)
    const [begun, filled] = [later(at, -1200), later(at, -90)]
    return [
      { at: begun, play: (stage) => begin(stage, birth, begun) },
      { at: filled, play: (stage) => fillIn(stage, birth, filled) },
      { at, play: (stage) => send(stage, birth, at) },
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
      .map((at) => ({ at, play: ({ activities }) => activities.stateMaternity(mutationOf(birth), at) }))
  }

async function begin({ db }: Stage, birth: Birth, at: Instant): Promise<void> {
  const { firm, person } = personNamed(birth.of)
  const id = mutationOf(birth)
  const about = { kind: 'maternity' as const, reference: referenceOf(id, 'maternity') }
  const whom = { employerId: firm.id, employeeId: employeeId(person) }
  await beginDraft(db, { id, ...about, ...whom, draft: {} }, { actor: userId(birth.by), at })
}

async function fillIn({ db, vault, day }: Stage, birth: Birth, at: Instant): Promise<void> {
  const by = { actor: userId(birth.by), at }
  const { firm, person } = personNamed(birth.of)
  const title = translator(firm.language)('maternity:document.birth-certificate')
  const document = {
    ...{ id: paperOf(birth), employerId: firm.id, employeeId: employeeId(person) },
    ...{ mutationId: mutationOf(birth), origin: 'upload' as const, purpose: 'birth-certificate' },
    ...{ name: 'Geburtsurkunde.pdf', mime: 'application/pdf' },
  }
  const bytes = await paper(title, [birth.child, person.name], at)
  await db.transaction((trx) => storeDocument(trx, vault, document, bytes, by))
  await saveDraft(db, mutationOf(birth), () => typedBirth(answersOf(birth, day)), by)
}

async function send(stage: Stage, birth: Birth, at: Instant): Promise<void> {
  const mutation = await mutationById(stage.db, mutationOf(birth))
  await submit(stage.db, mutation, answersOf(birth, stage.day), { actor: userId(birth.by), at })
  await stage.activities.noteReportedBirth(mutation.id)
  await proceed(stage, mutation.id, later(at, 2))
}

async function approve(stage: Stage, birth: Birth, by: string, at: Instant): Promise<void> {
  const { db } = stage
  const mutation = await mutationById(db, mutationOf(birth))
  const answers = mutation.answers as MaternityAnswers
  const found = propose(answers, {
    submittedOn: swissDate(mutation.submittedAt ?? at),
    alsoReported: await birthAlsoReported(db, mutation, {
      date: answers.birth.date,
      children: answers.children,
    }),
  })
  const task = await findTask(db, taskId({ mutationId: mutation.id, step: 'review', n: 1 }))
  const actor = userId(by)
  await claimTask(db, task.id, { actor, at: later(at, -600) })
  const outcome = { decision: 'approve', result: { found }, reason: '' }
  const ruling = await decideTask(db, { ...task, kind: 'maternity' }, outcome, { actor, at })
  if (ruling !== 'won') throw new Error(`${by} cannot decide about ${birth.of}: ${ruling}`)
  await proceed(stage, mutation.id, later(at, 3))
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
    documents: [{ documentId: paperOf(birth), purpose: 'birth-certificate' }],
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
