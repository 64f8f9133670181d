import type { Knex } from 'knex'
import { createTransport } from 'nodemailer'
import type { Config } from '../config.js'
import { keepInMailbox } from '../db/notices/mailbox.js'
import { sha256 } from '../db/seal.js'

export interface Mail {
  to: string
  subject: string
  text: string
  /** The same for a repeated mail, so that the recipient's server can recognise it. */
  messageId: string
}

export interface Mailer {
  /** True when the mail server took the mail, false when it refuses this recipient for good. Throws when it is worth trying again. */
  send(mail: Mail): Promise<boolean>
}

/** Sends by SMTP; without an SMTP server, keeps the mails for the demo's mailbox page. */
export function createMailer(db: Knex, { smtpUrl, from }: Config['mail'], host: string): Mailer {
  if (!smtpUrl) return { send: (mail) => keepInMailbox(db, 'mail', mail) }
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }
  const transport = createTransport({ url: smtpUrl, ...timeouts })
  return {
    async send({ to, subject, text, messageId }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${sha256(messageId).slice(0, 32)}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return true
      } catch (error) {
        if (isRefused(error)) return false
        throw error
      }
    },
  }
}

/** For good, either the recipient or the mail itself; whoever refuses us altogether is tried again. */
const isRefused = (error: unknown) => {
  const { code = '', responseCode = 0 } = error as { code?: string; responseCode?: number }
  return ['EENVELOPE', 'EMESSAGE'].includes(code) && responseCode >= 500
}
