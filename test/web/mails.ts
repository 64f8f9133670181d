import { type AccountMail, owedAccountMail } from '../../db/notices/account-mails.js'
import type { Portal } from './portal.js'

/** The mails about their access that somebody is owed, oldest first. */
export async function mailsTo({ db, deps }: Portal, recipient: string): Promise<AccountMail[]> {
  const rows = await db('accountMails').where({ recipient, sentAt: null }).orderBy('createdAt')
  const mails = await Promise.all(rows.map(({ id }) => owedAccountMail(db, deps.vault, id)))
  return mails.filter((it) => it !== null)
}

/** The newest mail of a kind to somebody. Throws if there is none. */
export async function mailTo(portal: Portal, recipient: string, kind: AccountMail['kind']) {
  const mail = (await mailsTo(portal, recipient)).findLast((it) => it.kind === kind)
  if (!mail) throw new Error(`${recipient} is owed no mail of kind ${kind}`)
  return { token: '', code: '', ...mail.content }
}

/** The six digits of the newest SMS to a number, from the demo's mailbox. */
export async function smsCode({ db }: Portal, recipient: string): Promise<string> {
  const row = await db('mailbox').where({ channel: 'sms', recipient }).orderBy('id', 'desc').first('text')
  return /^\d{6}/.exec(row?.text ?? '')?.[0] ?? ''
}
