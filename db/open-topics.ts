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

/** The same for what belongs to a report, by the column of its id. */
export const openAbout = (own: Topics, mutationId = 'mutation_id'): string =>
  isAll(own)
    ? anything
    : `exists (select 1 from mutations as theirs where theirs.id = ${mutationId} and ${openReport(own, 'theirs.kind')})`

/** A condition that a message is open to these topics: by its kind, and that of the report it is about or null. */
export function openMessage(own: Topics, message = 'messages.kind', report = 'mutations.kind'): string {
  if (isAll(own)) return anything
  const money = financeMessages.filter((it) => isOpenTo(own, undefined, it))
  const closed = topics.map((topic) => `${topic}-notice`).filter((it) => !isOpenTo(own, undefined, it))
  const toAll = closed.length > 0 ? `not ${isAmong(message, closed)}` : anything
  return `(${openReport(own, report)} or ${isAmong(message, money)} or (${report} is null and ${toAll}))`
}

/** The same where the report is not at hand. */
export const openMessageAbout = (own: Topics, messages = 'messages'): string =>
  isAll(own)
    ? anything
    : openMessage(
        own,
        `${messages}.kind`,
        `(select theirs.kind from mutations as theirs where theirs.id = ${messages}.mutation_id)`,
      )

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
const isAll = (own: Topics) => topics.every((it) => own.includes(it))
const isAmong = (column: string, names: readonly (string | MutationKind)[]) =>
  names.length > 0 ? `${column} in (${names.map((it) => `'${it}'`).join(', ')})` : '1 = 0'
