import type { By } from '../../db/audit/note.js'
import type { Ruling } from '../../db/desk/next.js'
import type { TaskCase } from '../../db/tasks/case.js'
import type { ConfiguredSpans } from '../../db/tasks/deadlines.js'
import type { Side, Task } from '../../db/tasks/tasks.js'
import type { IsoDate } from '../../domain/dates.js'
import type { Formats } from '../../locales/format.js'
import type { Language, T } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import type { GuideSlug } from '../guides/library.js'
import type { Reading, Values } from '../mutations/fields.js'

/** A task on somebody's screen: the task, who looks at it, and in which language. */
export interface Scene extends TaskCase {
  deps: Deps
  by: By
  t: T
  fmt: Formats
  lang: Language
  today: IsoDate
  /** The office's own deadlines as they are in force today. */
  spans: ConfiguredSpans
  /** Where the task lives; its form posts there. */
  address: string
  /** What of the page is wanted, such as a document: `?show=`. */
  show: string
  /** An answer is read, and no page is shown: what only a page tells is left out. */
  isAnswered?: true
}

/** How one kind of task is shown and answered. */
export interface TaskForm<Data extends TaskData = TaskData, Answer extends object = object> {
  side: Side
  /** The page. */
  view: string
  /** The part of the page that changes alone, when htmx asks for it. */
  part?: string
  /** Where it is written how to answer. */
  guide?: GuideSlug
  /** What the page tells beside the task itself. */
  load(scene: Scene): Promise<Data>
  /** What the fields of the form hold at first. */
  values(scene: Scene, data: Data): Record<string, unknown>
  /** Reads what was typed. */
  read(typed: Values, scene: Scene, data: Data): Reading<Answer> | Promise<Reading<Answer>>
  /** Keeps what was typed so far while the task stays open. False if it is closed. */
  keep?(scene: Scene, typed: Values): Promise<boolean>
  /** Whether an employer may move the last day of the open task before it has passed (ATSG 40 III). */
  isExtendable?(task: Task): boolean
  /** Writes the answer: it counts, or somebody was first. */
  complete(scene: Scene, answer: Answer, data: Data): Promise<Ruling>
}

export interface TaskData {
  title: string
  /** Changes with the facts the reader decides on; the form sends it back. */
  version?: string
}
