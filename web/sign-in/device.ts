import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import { depsOf } from '../deps.js'

const halfYear = 182 * 24 * 3_600_000

/**
 * The mark of a device that has signed in as this person, or null. It opens nothing: it only gives this device turns of
 * its own at the password.
 */
export function knownDevice(req: Request, email: string): string | null {
  const kept = cookieOf(req)
  const [mark = '', seal = ''] = kept.split('.')
  const expected = sealOf(req, email, mark)
  const isSame = seal.length === expected.length && timingSafeEqual(Buffer.from(seal), Buffer.from(expected))
  return isSame ? mark : null
}

/** Marks the device of somebody who has just signed in. */
export function markDevice(req: Request, res: Response, email: string): void {
  if (knownDevice(req, email)) return
  const { secure } = depsOf(req).config
  const mark = randomBytes(16).toString('base64url')
  res.cookie(nameOf(req), `${mark}.${sealOf(req, email, mark)}`, {
    maxAge: halfYear,
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
  })
}

const nameOf = (req: Request) => (depsOf(req).config.secure ? '__Host-device' : 'device')

const cookieOf = (req: Request): string =>
  new RegExp(`(?:^|; )${nameOf(req)}=([\\w.-]+)`).exec(req.get('Cookie') ?? '')?.[1] ?? ''

const sealOf = (req: Request, email: string, mark: string): string =>
  createHmac('sha256', depsOf(req).config.sessionSecret)
    .update(JSON.stringify(['device', email.trim().toLowerCase(), mark]))
    .digest('base64url')
