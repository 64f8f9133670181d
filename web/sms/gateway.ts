import { randomUUID } from 'node:crypto'
import type { Twilio } from 'twilio'
import { noteOperation } from '../../db/care/operations.js'
import { keepInMailbox } from '../../db/notices/mailbox.js'
import type { Deps } from '../deps.js'

/** What became of an SMS: refused is for good, such as a number that does not exist; unreachable may work later. */
export type Sent = 'sent' | 'refused' | 'unreachable'

const timeout = 2500

/**
 * Hands an SMS to Twilio, in a demo to its mailbox. Waits at most two and a half seconds: whoever signs in is told at
 * once to take another way. Never tried again: the code would be old.
 */
export async function sendSms(
  { config, db, log }: Pick<Deps, 'config' | 'db' | 'log'>,
  to: string,
  text: string,
): Promise<Sent> {
  const { twilio } = config.sms
  if (!twilio) {
    await keepInMailbox(db, 'sms', { to, subject: '', text, messageId: randomUUID() })
    return 'sent'
  }
  try {
    const client = await clientFor(twilio)
    await within(timeout, client.messages.create({ to, from: twilio.from, body: text }))
  } catch (error) {
    const { status, code } = error as { status?: number; code?: number | string }
    log.warn({ status, code }, 'an SMS was not taken')
    // a number that does not exist is its owner's business; all else is the operator's
    if (status === 400) return 'refused'
    await noteOperation(db, 'sms-failed', new Date().toISOString())
    return status !== undefined && status > 400 && status < 500 && status !== 429 ? 'refused' : 'unreachable'
  }
  await noteOperation(db, 'sms-sent', new Date().toISOString())
  return 'sent'
}

type Account = NonNullable<Deps['config']['sms']['twilio']>
const clients = new Map<string, Promise<Twilio>>()

/** The client of an account; its package is large, and loaded with the first SMS. */
function clientFor({ sid, token, baseUrl = '' }: Account): Promise<Twilio> {
  const key = `${sid} ${baseUrl}`
  const known = clients.get(key)
  if (known) return known
  const made = import('twilio').then(({ default: twilio }) => {
    const client = twilio(sid, token, { timeout })
    if (baseUrl) client.api.baseUrl = baseUrl
    return client
  })
  clients.set(key, made)
  return made
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
