import type { MutationKind } from './kinds.js'

/** Parts of the portal that a user of an employer may see. */
export const topics = ['personnel', 'salaries', 'finance'] as const
export type Topic = (typeof topics)[number]

/** To which part of the portal a kind of report belongs. */
export const topicOf = {
  'family-allowance': 'personnel',
  'new-employee': 'personnel',
  'work-interruption': 'personnel',
  termination: 'personnel',
  maternity: 'personnel',
  'other-parent-leave': 'personnel',
  'training-certificate': 'personnel',
  'salary-declaration': 'salaries',
} satisfies Record<MutationKind, Topic>

/** Messages that are about money the employer owes, whatever report they belong to, or none. */
export const financeMessages = ['salary-declaration-statement', 'finance-notice'] as const

/**
 * Whom at an employer something concerns, by their topics: those who look after the report, and what the office writes about one
 * topic those who have it. A statement on wages concerns whoever declares them and whoever pays. Empty for what concerns everybody.
 */
export function topicsOf(report: MutationKind | undefined, message = ''): Topic[] {
  const own = report ? [topicOf[report]] : topics.filter((topic) => message === `${topic}-notice`)
  const isMoney = financeMessages.some((it) => it === message)
  return isMoney ? [...new Set<Topic>([...own, 'finance'])] : own
}

/** Whether somebody with these topics may see a report of this kind, or a message about one: what concerns everybody is for all. */
export function isOpenTo(own: readonly Topic[], report: MutationKind | undefined, message = ''): boolean {
  const concerned = topicsOf(report, message)
  return concerned.length === 0 || concerned.some((topic) => own.includes(topic))
}
