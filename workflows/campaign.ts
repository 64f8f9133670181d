import { continueAsNew, proxyLocalActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import type { DueCursor } from '../domain/training-certificate/due.js'
import { nudge } from './ask.js'
import { pageByPage } from './pages.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()

/**
 * Opens what is due, page after page and no faster than the office allows, so that a campaign never stands in anybody's way.
 * Without an id it is the daily search of the schedule. Run twice or at the same time it opens each report once.
 */
export async function campaign(id: string | null, after: DueCursor | null = null): Promise<void> {
  setHandler(nudge, () => {})
  const known = id ?? (await sql.nameOfDailyCampaign(now()))
  const rest = await pageByPage(after, (next) => sql.openNextCertificates(known, next, now()))
  if (rest === null) return sql.finishCampaign(known, now())
  await continueAsNew<typeof campaign>(known, rest)
}
