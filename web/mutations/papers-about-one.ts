import type { AskedDocument } from '../../domain/asked-document.js'
import type { T } from '../../locales/i18n.js'

/** The documents that may be asked for and sent in one kind of report. */
export interface Papers<Answers = never> {
  purposes: readonly string[]
  /** What a document is called, with whom it is about. */
  label(asked: AskedDocument, answers: Answers, t: T): string
  /** What the office can ask for, in groups: for each child, and for the report as a whole. */
  groups(answers: Answers, t: T): { name: string; asked: AskedDocument[] }[]
}

/** The papers of a kind whose reports are about one person only: one group, `name` says what a purpose is called. */
export const papersAboutOne = (
  purposes: readonly string[],
  name: (purpose: string, t: T) => string,
): Papers<unknown> => ({
  purposes,
  label: ({ purpose }, _answers, t) => name(purpose, t),
  groups: (_answers, t) => [{ name: t('tasks:ask.whole'), asked: purposes.map((purpose) => ({ purpose })) }],
})
