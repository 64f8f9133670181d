import type { Request } from 'express'
import { z } from 'zod'
import { type MessageTopic, type MessageView, messageTopics, messageViews } from '../../db/messages/list.js'
import { hasAhvNumber } from '../../domain/ahv-number.js'

/** What the address of the mailbox says. */
export interface MessageAddress {
  q: string
  show: MessageView
  topic?: MessageTopic
  page: number
}

const address = z.object({
  q: z.string().trim().max(100).catch(''),
  show: z.enum(messageViews).catch('all'),
  topic: z.enum(messageTopics).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
})

/** What the address asks for; what makes no sense in it is left out. */
export const readAddress = (req: Request): MessageAddress => address.parse(req.query)

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
