import { createHmac } from 'node:crypto'
import type { Request } from 'express'
import { answerChallenge, challenge, type Purpose } from '../../db/access/challenges.js'
import { newDigits } from '../../db/access/secret-codes.js'
import type { Language } from '../../domain/kinds.js'
import { translator } from '../../locales/i18n.js'
import { type Deps, depsOf } from '../deps.js'
import { network, within } from '../sign-in/limits.js'
import { sendSms } from './gateway.js'

/** Why no code was sent: too soon, too many, a number that takes none, or a gateway that does not answer. */
export type NotSent = 'wait' | 'many' | 'refused' | 'unreachable'

interface Receiver {
  userId: string
  phone: string
  language: Language
}

/** Sends a fresh code by SMS, which voids the one before. Answers the id of its challenge. */
export async function sendCode(
  req: Request,
  purpose: Exclude<Purpose, 'email'>,
  { userId, phone, language }: Receiver,
): Promise<{ challengeId: string } | { problem: NotSent }> {
  const deps = depsOf(req)
  const problem = await refusal(req, deps, userId, phone)
  if (problem) return { problem }
  const { id, code } = await beginChallenge(deps, { userId, purpose, target: phone })
  const host = new URL(deps.config.baseUrl).host
  const t = translator(language)
  const office = deps.config.office.name
  // The last line binds the code to this site, for browsers that fill it in.
  const text = `${t(`sms:${purpose}`, { code, office })} ${t('sms:never')}\n\n@${host} #${code}`
  const sent = await sendSms(deps, phone, text)
  return sent === 'sent' ? { challengeId: id } : { problem: sent }
}

async function refusal(req: Request, deps: Deps, userId: string, phone: string): Promise<NotSent | null> {
  if (!(await within(deps, 'smsWait', userId))) return 'wait'
  const checks = [
    () => within(deps, 'sms', userId),
    () => within(deps, 'smsNumber', phone),
    () => within(deps, 'smsAddress', network(req.ip ?? '')),
    () => within(deps, 'smsInAll'),
  ]
  for (const check of checks)
    if (!(await check())) {
      deps.log.warn({ requestId: req.requestId }, 'too many SMS')
      return 'many'
    }
  return null
}

/** Makes six digits for a number or an address; answers them with the id of their challenge. */
export async function beginChallenge(
  deps: Deps,
  asked: { userId: string; purpose: Purpose; target: string },
) {
  const code = newDigits()
  const id = await challenge(deps.db, asked, (it) => sealOf(deps, it, code), deps.clock())
  return { id, code }
}

/** Whether these are the digits of a challenge: true once. */
export function isSentCode(
  deps: Deps,
  challengeId: string | undefined,
  userId: string,
  typed: string,
): Promise<boolean> {
  const code = typed.normalize('NFKC').replace(/\s/g, '')
  if (!challengeId || !/^\d{6}$/.test(code)) return Promise.resolve(false)
  return answerChallenge(deps.db, challengeId, userId, sealOf(deps, challengeId, code), deps.clock())
}

const sealOf = ({ config }: Deps, id: string, code: string) =>
  createHmac('sha256', config.sessionSecret).update(`code/${id}/${code}`).digest('hex')
