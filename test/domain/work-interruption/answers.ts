import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import type { Work } from '../../../domain/work-interruption/continuation.js'

/** Somebody falls ill on 10 February 2026. */
export const ill = (change: Partial<WorkInterruptionAnswers> = {}): WorkInterruptionAnswers => ({
  reason: 'illness',
  begin: '2026-02-10',
  documents: [],
  ...change,
})

export const work = (change: Partial<Work> = {}): Work => ({
  employment: { from: '2020-01-01', to: null },
  monthlyWage: 600_000,
  ...change,
})
