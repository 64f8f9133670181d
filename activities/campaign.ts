import { findCampaign, finishCampaign } from '../db/certificates/campaigns.js'
import { dueScope, nextDue } from '../db/certificates/due.js'
import { openCertificates } from '../db/certificates/open.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { DueCursor } from '../domain/training-certificate/due.js'
import type { Deps } from './index.js'
import { pauseAfter } from './pause.js'

const kind = 'training-certificate' as const
const isDaily = (id: string) => id.startsWith('daily-')

export const campaignActivities = ({ db, config, courier }: Deps) => ({
  /** The campaign of the day: one however often the schedule fires. */
  async nameOfDailyCampaign(at: Instant): Promise<string> {
    return `daily-${swissDate(at)}`
  },

  /** Opens one page of what is due; answers where to go on and after which pause in milliseconds, or null at the end. */
  async openNextCertificates(
    id: string,
    after: DueCursor | null,
    at: Instant,
  ): Promise<{ next: DueCursor | null; pause: number }> {
    const begun = performance.now()
    const { certificateLeadDays } = config.spans
    const daily = { id, kind, leadDays: certificateLeadDays, employers: null, found: null }
    const campaign = isDaily(id) ? daily : await findCampaign(db, id)
    if (!campaign) throw new Error('no such campaign')
    // the day it was opened counts, also when it goes on the day after
    const day = 'openedAt' in campaign ? swissDate(campaign.openedAt) : id.slice('daily-'.length)
    const scope = dueScope(day, campaign.leadDays, campaign.employers)
    const { due, next } = await nextDue(db, scope, after, config.campaignPerSecond)
    const { kind: what, leadDays, employers, found } = campaign
    await openCertificates(db, { id, kind: what, leadDays, employers, found }, due, { actor: 'system', at })
    if (due.length > 0) courier.wake()
    return { next, pause: pauseAfter(due.length, config.campaignPerSecond, begun) }
  },

  async finishCampaign(id: string, at: Instant): Promise<void> {
    await finishCampaign(db, id, { actor: 'system', at })
  },
})
