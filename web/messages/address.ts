import type { MessageTopic, MessageView } from '../../db/message-list.js'
import { hasAhvNumber } from '../../domain/ahv-number.js'

/** What the address of the mailbox says. */
export interface MessageAddress {
  q: string
  show: MessageView
  topic?: MessageTopic
  page: number
}

/** The address of the mailbox with some things changed; what goes without saying is left out. */
export function addressOf(base: string, now: MessageAddress, changes: Partial<MessageAddress>): string {
  const { q, show, topic, page } = { ...now, page: 1, ...changes }
  const query = new URLSearchParams({
    ...(q && !hasAhvNumber(q) && { q }),
    ...(show !== 'all' && { show }),
    ...(topic && { topic }),
    ...(page > 1 && { page: String(page) }),
  })
  return query.size > 0 ? `${base}?${query}` : base
}
