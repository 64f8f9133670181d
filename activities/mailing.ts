import { deliverNext } from '../db/mailing-delivery.js'
import { finishMailing } from '../db/mailings.js'
import type { Instant } from '../domain/dates.js'
import type { Deps } from './index.js'

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
    // as in a campaign: what was delivered before needs no pause, and a database that is slow is left alone for half of the time
    const share = (delivered / campaignPerSecond) * 1000
    return { next, pause: Math.ceil(Math.max(share - (performance.now() - begun), share / 2)) }
  },

  async finishMailing(id: string, at: Instant): Promise<void> {
    await finishMailing(db, id, { actor: 'system', at })
  },
})
