import { type MutationKind, mutationKinds } from '../domain/kinds.js'
import { financeMessages, isOpenTo, type Topic, topics } from '../domain/topics.js'

/** The topics that are open to who looks. Always said: whoever may see everything, as the office, says `allTopics`. */
export type Topics = readonly Topic[]

/** Those of the office, which sees everything. */
export const allTopics: Topics = topics

/** A condition that a report is open to these topics, by the column of its kind. */
export function openReport(own: Topics, kind = 'kind'): string {
  if (isAll(own)) return anything
  return isAmong(
    kind,
    mutationKinds.filter((it) => isOpenTo(own, it)),
  )
}

/**
 * The same for what belongs to a report of the employer that the statement knows as `:employerId`, by the column of its id. The kinds that
 * are fewer are looked for: of the reports of an employer very few are about wages, and nothing is looked up for each of the others.
 */
export function openAbout(own: Topics, mutationId = 'mutation_id'): string {
  if (isAll(own)) return anything
  const [open, shut] = [true, false].map((is) => mutationKinds.filter((it) => isOpenTo(own, it) === is))
  if (!open?.length) return nothing
  if (!shut?.length) return `${mutationId} is not null`
  const those = (kinds: MutationKind[]) =>
    `(select theirs.id from mutations as theirs where theirs.employer_id = :employerId and ${isAmong('theirs.kind', kinds)})`
  return open.length < shut.length
    ? `${mutationId} in ${those(open)}`
    : `(${mutationId} is not null and ${mutationId} not in ${those(shut)})`
}

/** A condition that a message is open to these topics, where the report it is about is joined as `mutations`, or null. */
export const openMessage = (own: Topics): string =>
  isAll(own) ? anything : openLetter(own, openReport(own, 'mutations.kind'), 'mutations.kind is null')

/** The same where the report is not at hand, for messages of the employer `:employerId`. */
export const openMessageAbout = (own: Topics): string =>
  isAll(own)
    ? anything
    : openLetter(own, openAbout(own, 'messages.mutation_id'), 'messages.mutation_id is null')

/** `isOpen`: the report it is about is; `isAlone`: it is about none. */
function openLetter(own: Topics, isOpen: string, isAlone: string): string {
  const among = (kinds: readonly string[]) => isAmong('messages.kind', kinds)
  const money = financeMessages.filter((it) => isOpenTo(own, undefined, it))
  const closed = topics.map((topic) => `${topic}-notice`).filter((it) => !isOpenTo(own, undefined, it))
  const toAll = closed.length > 0 ? `not ${among(closed)}` : anything
  return `(${isOpen} or ${among(money)} or (${isAlone} and ${toAll}))`
}

/** A condition that a report is open to a mandate, by the columns of its kind and of the mandate's topics. */
export const openToMandate = (kind: string, own = 'topics'): string =>
  `(${topics
    .map((topic) => ({ topic, kinds: mutationKinds.filter((it) => isOpenTo([topic], it)) }))
    .filter(({ kinds }) => kinds.length > 0)
    .map(({ topic, kinds }) => `(${isAmong(kind, kinds)} and ${has(own, topic)})`)
    .join(' or ')})`

/** The same for a message. */
export const openMessageToMandate = (message: string, report: string, own = 'topics'): string =>
  `(${openToMandate(report, own)} or (${isAmong(message, financeMessages)} and ${has(own, 'finance')})
    or (${report} is null and not (${topics
      .map((topic) => `(${message} = '${topic}-notice' and not ${has(own, topic)})`)
      .join(' or ')})))`

const has = (own: string, topic: Topic) => `${own} like '%${topic}%'`
const anything = '1 = 1'
const nothing = '1 = 0'
const isAll = (own: Topics) => topics.every((it) => own.includes(it))
// one alone is said so, or SQLite does not see that the index of reports on wages holds it
const isAmong = (column: string, names: readonly (string | MutationKind)[]) =>
  names.length === 1
    ? `(${column} = '${names[0]}')`
    : names.length > 0
      ? `${column} in (${names.map((it) => `'${it}'`).join(', ')})`
      : nothing
