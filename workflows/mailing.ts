import { continueAsNew, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { nudge } from './ask.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()
const pagesPerRun = 150

/**
 * Delivers a message of the office to everybody it is for, page after page and at the pace of campaigns. Run twice it lies in each
 * mailbox once.
 */
export async function mailing(id: string, after = ''): Promise<void> {
  setHandler(nudge, () => {})
  let next = after
  for (let pages = 0; pages < pagesPerRun; pages++) {
    const page = await sql.deliverNextMessages(id, next, now())
    if (page.next === null) return sql.finishMailing(id, now())
    next = page.next
    await sleep(page.pause)
  }
  await continueAsNew<typeof mailing>(id, next)
}
