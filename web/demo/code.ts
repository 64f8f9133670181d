import { generateSync } from 'otplib'
import { totpPlace, type User } from '../../db/access/users.js'
import type { Vault } from '../../db/seal.js'
import type { Clock } from '../deps.js'

/** What the authenticator app of a demo account would show now, and for how many seconds. Spent: it was used already. */
export function demoCode(
  { vault, clock }: { vault: Vault; clock: Clock },
  user: User,
): { code: string; seconds: number; spent: boolean } {
  const epoch = Math.floor(Date.parse(clock()) / 1000)
  const secret = vault.open(Buffer.from(user.totpSeed, 'base64'), totpPlace(user.id)).toString()
  const spent = user.totpLastStep >= Math.floor(epoch / 30)
  return { code: generateSync({ secret, epoch }), seconds: 30 - (epoch % 30), spent }
}
