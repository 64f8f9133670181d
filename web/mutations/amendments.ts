import type { Amendment as Said } from '../../db/reports/amendments.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { Reading, Values } from './fields.js'
import { maternityAmendments } from './maternity/amendments.js'
import { otherParentLeaveAmendments } from './other-parent-leave/amendments.js'
import type { Scene } from './scene.js'
import { workInterruptionAmendments } from './work-interruption/amendments.js'

/** News that can be reported about a report under way, without sending it anew. */
export interface Amendment<News extends object = object> {
  /** Names it in the address, in the database and in `mutations:amend`. */
  what: string
  /** Steps of the employer whose open tasks this answers. */
  answers?(news: News): string[]
  /** Whether there is any sense in it now. */
  when(scene: AmendScene): boolean
  /** What its view `mutations/<kind>/amend-<what>` needs; `values` among it. Rows have one more where one `addsOne`. */
  show(scene: AmendScene, typed: Values | null, addsOne: boolean): object & { values: Values }
  read(typed: Values, scene: AmendScene): Reading<News>
}

/** A report with what was said about it since it was sent. */
export interface AmendScene extends Scene {
  said: Said[]
}

/** The news of each kind of report. */
export const amendments: Record<MutationKind, Amendment[]> = {
  'family-allowance': [],
  'new-employee': [],
  'work-interruption': workInterruptionAmendments,
  termination: [],
  maternity: maternityAmendments,
  'other-parent-leave': otherParentLeaveAmendments,
  'training-certificate': [],
  'salary-declaration': [],
}
