import { owedAccountMail, settleAccountMail } from '../db/notices/account-mails.js'
import { heldNotices, owedNotices, settleNotice, settleNotices } from '../db/notices/owed.js'
import { accountMail } from './account-mail.js'
import { digestMail } from './digest-mail.js'
import type { Deps } from './index.js'
import type { Mail } from './mailer.js'
import { noticeMail } from './notice-mail.js'

export const postActivities = ({ db, vault, mailer, config }: Deps) => ({
  /**
   * Mails what is owed about a mutation, or the mail to an account that has this id. A crash between sending and noting
   * may mail twice, under the same Message-ID; never not at all.
   */
  async mailNotices(subjectId: string): Promise<void> {
    const send = async (mail: Mail) => {
      const accepted = await mailer.send(mail)
      const now = new Date().toISOString()
      return accepted ? { sentAt: now } : { failedAt: now }
    }
    const owed = await owedAccountMail(db, vault, subjectId)
    if (owed) await settleAccountMail(db, owed.id, await send(accountMail(owed, config)))
    for (const notice of await owedNotices(db, subjectId))
      await settleNotice(db, notice.id, await send(noticeMail(notice, config)))
  },

  /**
   * Sends the mail of a day to everybody who waits for it. Run again it sends to those it has not reached yet. Throws the first
   * failure once everybody has been tried: whose mail cannot be sent now keeps nobody else waiting.
   */
  async mailDigests(before: string): Promise<void> {
    const failures: unknown[] = []
    for (const held of await heldNotices(db, before))
      try {
        const accepted = await mailer.send(digestMail(held, before, config))
        const now = new Date().toISOString()
        await settleNotices(db, held.ids, accepted ? { sentAt: now } : { failedAt: now })
      } catch (error) {
        failures.push(error)
      }
    if (failures.length > 0) throw failures[0]
  },
})
