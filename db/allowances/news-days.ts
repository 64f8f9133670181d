import type { MaternityAnswers } from '../../domain/maternity/answers.js'
import type { OtherParentLeaveAnswers } from '../../domain/other-parent-leave/answers.js'
import type { WorkInterruptionAnswers } from '../../domain/work-interruption/answers.js'
import type { Amendment } from '../reports/amendments.js'

/** The days that something said is about, as ISO days or spans of them: `2026-05-01/2026-05-07,2026-06-01`. */
export function daysIn({ on, until, spans }: Record<string, unknown>): string {
  const all = Array.isArray(spans) ? spans.map(({ from, to }) => `${from}/${to}`) : [on ?? until]
  return all.filter((it) => typeof it === 'string').join(',')
}

/** What was said about the matter of news until then: by the news before, or else by the report itself; empty where nothing was. */
export function daysBefore(news: Amendment[], nth: number, answers: unknown): string {
  const what = news[nth]?.what ?? ''
  const before = news.slice(0, nth).findLast((it) => it.what === what)
  return daysIn(before?.said ?? inReport[what]?.(answers as never) ?? {})
}

/** Where a report itself says what news may change. */
const inReport: Record<string, (answers: never) => Record<string, unknown>> = {
  'return-to-work': ({ since }: Partial<MaternityAnswers>) => ({ on: since?.returnOn }),
  'hospital-end': ({ hospital }: Partial<MaternityAnswers>) => ({ on: hospital?.to }),
  'other-parent-died': ({ since }: Partial<MaternityAnswers>) => ({ on: since?.otherParentDiedOn }),
  'mother-died': ({ since }: Partial<MaternityAnswers>) => ({ on: since?.diedOn }),
  resumption: ({ resumption }: Partial<WorkInterruptionAnswers>) => ({ on: resumption?.on }),
  'expected-end': ({ until }: Partial<WorkInterruptionAnswers>) => ({ until }),
  leave: ({ leave }: Partial<OtherParentLeaveAnswers>) => ({ spans: leave?.spans }),
  bereavement: ({ leave }: Partial<OtherParentLeaveAnswers>) => ({ on: leave?.motherDiedOn }),
}
