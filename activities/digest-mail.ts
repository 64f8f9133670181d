import type { Config } from '../config.js'
import { type HeldNotices, held } from '../db/notices/owed.js'
import { translator } from '../locales/i18n.js'
import type { Mail } from './mailer.js'

/** The mail of a day: how much of what has come, and the way there; no names and no contents. */
export function digestMail(
  { userId, email, language, ...counts }: HeldNotices,
  before: string,
  { baseUrl, office }: Pick<Config, 'baseUrl' | 'office'>,
): Mail {
  const t = translator(language)
  const lines = held
    .filter((what) => counts[what] > 0)
    .map((what) => t(`mails:digest.${what}`, { count: counts[what] }))
  return {
    to: email,
    subject: t('mails:digest.subject', { office: office.name }),
    text: [
      t('mails:greeting'),
      `${t('mails:digest.text')}\n${lines.map((line) => `- ${line}`).join('\n')}`,
      `${baseUrl}/`,
      t('mails:digest.change', { address: `${baseUrl}/account/notices` }),
      t('mails:privacy'),
      t('mails:regards', { office: office.name, phone: office.phone }),
    ].join('\n\n'),
    messageId: `digest/${userId}/${before.slice(0, 10)}`,
  }
}
