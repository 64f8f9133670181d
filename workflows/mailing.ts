import { continueAsNew, proxyLocalActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { nudge } from './ask.js'
import { pageByPage } from './pages.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()

/**
 * Delivers a message of the office to everybody it is for, page after page and at the pace of campaigns. Run twice it lies in each
 * mailbox once.
 */
export async function mailing(id: string, after = ''): Promise<void> {
  setHandler(nudge, () => {})
  const rest = await pageByPage(after, (next) => sql.deliverNextMessages(id, next ?? '', now()))
  if (rest === null) return sql.finishMailing(id, now())
  await continueAsNew<typeof mailing>(id, rest)
}
