import { continueAsNew, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { nudge } from './ask.js'
import { pageByPage } from './pages.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()

/**
 * Asks every employer for the wages of the year, page after page. It is for the day its schedule meant, also where it runs late
 * or is backfilled; run twice or at the same time each employer is asked once.
 */
export async function declarationCall(day: string | null = null, after: string | null = null): Promise<void> {
  setHandler(nudge, () => {})
  const meant = day ?? meantFor() ?? now()
  const rest = await pageByPage(after, (next) => sql.callNextEmployers(meant, next, now()))
  if (rest !== null) await continueAsNew<typeof declarationCall>(meant, rest)
}

/** The moment the schedule meant; nothing where somebody has started it by hand. */
function meantFor(): string | null {
  const [at] = (workflowInfo().searchAttributes.TemporalScheduledStartTime ?? []) as (Date | string)[]
  return at ? new Date(at).toISOString() : null
}
