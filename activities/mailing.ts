import { deliverNext } from '../db/mailings/delivery.js'
import { finishMailing } from '../db/mailings/mailings.js'
import type { Instant } from '../domain/dates.js'
import type { Deps } from './index.js'
import { pauseAfter } from './pause.js'

export const mailingActivities = ({ db, config, courier }: Deps) => ({
  /** Delivers a message of the office to its next recipients; answers where to go on and after which pause in milliseconds, or null at the end. */
  async deliverNextMessages(
    id: string,
    after: string,
    at: Instant,
  ): Promise<{ next: string | null; pause: number }> {
    const begun = performance.now()
    const { campaignPerSecond } = config
    const { delivered, next } = await deliverNext(db, id, after, campaignPerSecond, { actor: 'system', at })
    if (delivered > 0) courier.wake()
    return { next, pause: pauseAfter(delivered, campaignPerSecond, begun) }
  },

  async finishMailing(id: string, at: Instant): Promise<void> {
    await finishMailing(db, id, { actor: 'system', at })
  },
})
