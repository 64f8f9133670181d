import type { Config } from '../config.js'
import type { AccountMail } from '../db/notices/account-mails.js'
import { translator } from '../locales/i18n.js'
import type { Mail } from './mailer.js'

/** The mail about somebody's access: what was done or is to be done, and whom to call if it was not them. */
export function accountMail(
  { id, kind, recipient, language, content }: AccountMail,
  { baseUrl, office }: Pick<Config, 'baseUrl' | 'office'>,
): Mail {
  const t = translator(language)
  const link = linkOf({ kind, content, language })
  const facts = { ...content, office: office.name, phone: office.phone, host: new URL(baseUrl).host }
  const employer = content.employer ? t('accountMails:activation.employer', facts) : null
  return {
    to: recipient,
    subject: t(`accountMails:${kind}.subject`, facts),
    text: [
      t('mails:greeting'),
      employer ?? t(`accountMails:${kind}.text`, facts),
      link && `${baseUrl}${link}`,
      content.code && t('accountMails:code', facts),
      t(`accountMails:${kind}.then`, facts),
      t('mails:regards', facts),
    ]
      .filter(Boolean)
      .join('\n\n'),
    messageId: id,
  }
}

function linkOf({
  kind,
  content,
  language,
}: Pick<AccountMail, 'kind' | 'content' | 'language'>): string | null {
  if (!content.token) return null
  if (kind === 'part-link') return `/part/${content.token}?lang=${language}`
  return kind === 'reset' ? `/reset/${content.token}` : `/activate/${content.token}`
}
