import type { Config } from '../config.js'
import type { Notice } from '../db/notices/owed.js'
import { translator } from '../locales/i18n.js'
import type { Mail } from './mailer.js'

/** The mail for a notice: that there is something, and the link to it; no names and no contents. */
export function noticeMail(notice: Notice, { baseUrl, office }: Pick<Config, 'baseUrl' | 'office'>): Mail {
  const t = translator(notice.language)
  return {
    to: notice.email,
    subject: t(`mails:${notice.event}.subject`, { office: office.name }),
    text: [
      t('mails:greeting'),
      t(`mails:${notice.event}.text`),
      `${baseUrl}${notice.path}`,
      t('mails:privacy'),
      t('mails:regards', { office: office.name, phone: office.phone }),
    ].join('\n\n'),
    messageId: notice.id,
  }
}
