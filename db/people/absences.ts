import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import { swissDate } from '../../domain/dates.js'
import type { MaternityAnswers } from '../../domain/maternity/answers.js'
import {
  reportedIn as reportedByMother,
  withReported as withMothersNews,
} from '../../domain/maternity/reported.js'
import { termOf } from '../../domain/maternity/term.js'
import type { OtherParentLeaveAnswers } from '../../domain/other-parent-leave/answers.js'
import { reportedIn, withReported } from '../../domain/other-parent-leave/reported.js'
import type { Span } from '../../domain/span.js'
import {
  awayOf,
  type InterruptionReason,
  type WorkInterruptionAnswers,
} from '../../domain/work-interruption/answers.js'
import { known } from '../../domain/work-interruption/course.js'
import { type AnsweredQuestion, type News, toldIn } from '../allowances/interruptions.js'
import { rows } from '../prepared.js'
import type { Mutation, Outcome } from '../reports/mutations.js'

/** A time in which somebody does not work, by a report that was sent. */
export interface Absence {
  mutationId: string
  reference: string
  what: InterruptionReason
  /** In their order, as far as they are known; the last may have no end yet. */
  spans: [Span, ...Span[]]
  status: Mutation['status']
  outcome: Outcome | null
}

interface Said {
  id: string
  reference: string
  kind: 'work-interruption' | 'maternity' | 'other-parent-leave'
  status: Mutation['status']
  outcome: Outcome | null
  closedAt: Instant | null
  /** `report` and `question`, or what news is about. */
  what: string
  said: string
  at: Instant
}

/** The absences of a person, the newest first, with all that was told about them since, in one query. */
export async function absencesOf(db: Knex, employerId: string, employeeId: string): Promise<Absence[]> {
  const said = await rows<Said>(db, sql, { employerId, employeeId })
  return said
    .filter(({ what }) => what === 'report')
    .flatMap((report) =>
      absenceIn(
        report,
        said.filter((it) => it.id === report.id && it !== report),
      ),
    )
    .toSorted((a, b) => (a.spans[0].from < b.spans[0].from ? 1 : -1))
}

const about = `from mutations where mutations.employee_id = :employeeId and mutations.employer_id = :employerId
    and kind in ('work-interruption', 'maternity', 'other-parent-leave') and mutations.submitted_at is not null
    and (mutations.outcome is null or mutations.outcome not in ('recalled', 'superseded'))`
const of = 'reports.id, reference, kind, reports.status, reports.outcome, reports.closed_at'
const sql = `
  with reports as (select * ${about})
  select ${of}, 'report' as what, answers as said, submitted_at as at from reports
  union all
  select ${of}, amendments.what, amendments.said, amendments.created_at
    from reports join amendments on amendments.mutation_id = reports.id
  union all
  select ${of}, 'question', tasks.outcome, tasks.closed_at
    from reports join tasks on tasks.mutation_id = reports.id
    where tasks.step = 'resumption' and tasks.status = 'done'
  order by at, id`

function absenceIn(report: Said, since: Said[]): Absence[] {
  const { id, reference, status, outcome, kind } = report
  const { what, spans } = read[kind](report, since)
  const [first, ...more] = spans
  if (!first || what === 'death') return []
  return [{ mutationId: id, reference, what, spans: [first, ...more], status, outcome }]
}

const newsIn = (since: Said[]): News[] =>
  since
    .filter(({ what }) => what !== 'question')
    .map(({ what, said, at }) => ({ what, said: JSON.parse(said), createdAt: at }))

const read: Record<
  Said['kind'],
  (report: Said, since: Said[]) => { what: InterruptionReason; spans: Span[] }
> = {
  'work-interruption': ({ said, closedAt }, since) => {
    const answers: WorkInterruptionAnswers = JSON.parse(said)
    const questions = since
      .filter(({ what }) => what === 'question')
      .map(({ said, at }): AnsweredQuestion => ({ status: 'done', outcome: JSON.parse(said), closedAt: at }))
    const { from, to } = awayOf(known({ answers, told: toldIn(newsIn(since), questions) }))
    return { what: answers.reason, spans: [{ from, to: to ?? endOf(closedAt) }] }
  },
  maternity: ({ said }, since) => {
    const answers: MaternityAnswers = JSON.parse(said)
    const term = termOf(withMothersNews(answers, reportedByMother(newsIn(since))))
    return { what: 'maternity', spans: term.spans }
  },
  'other-parent-leave': ({ said }, since) => {
    const answers: OtherParentLeaveAnswers = JSON.parse(said)
    const { leave } = withReported(answers, reportedIn(newsIn(since)))
    return { what: 'other-parent-leave', spans: leave.spans.toSorted((a, b) => (a.from < b.from ? -1 : 1)) }
  },
}

const endOf = (closedAt: Instant | null): IsoDate | null => closedAt && swissDate(closedAt)
