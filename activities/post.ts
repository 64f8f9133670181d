import { owedNotices, settleNotice } from '../db/notices.js'
import type { Deps } from './index.js'
import { noticeMail } from './notice-mail.js'

export const postActivities = ({ db, mailer, config }: Deps) => ({
  /** Mails what is owed. A crash between sending and noting may mail twice, under the same Message-ID; never not at all. */
  async mailNotices(mutationId: string): Promise<void> {
    for (const notice of await owedNotices(db, mutationId)) {
      const accepted = await mailer.send(noticeMail(notice, config))
      const now = new Date().toISOString()
      await settleNotice(db, notice.id, accepted ? { sentAt: now } : { failedAt: now })
    }
  },
})
