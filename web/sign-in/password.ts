import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { patience, type Turn } from '../../db/access/tries.js'
import { noteAtDoor, noteManyTries, type User, userByEmail } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import { depsOf } from '../deps.js'
import { languageOf } from '../language.js'
import { goTo } from '../respond.js'
import { beginPending, byAt } from './door.js'
import { showDoor } from './door-page.js'
import { countAddress, passwordGiven, passwordTurn } from './limits.js'
import { isPassword } from './proof.js'
import { sendSignInCode } from './sms.js'

const credentials = z.object({
  email: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(200),
})

/** The first step: who it is, and the password. */
export function password(): Router {
  const router = Router()

  router.get('/sign-in', (req, res) => {
    const has = (name: string) => req.query[name] !== undefined
    showDoor(req, res, {
      ended: has('ended'),
      startAgain: has('again'),
      left: has('left') ? sideOf(req.query.left) : undefined,
    })
  })

  router.post('/sign-in', async (req, res) => {
    const typed = credentials.safeParse(req.body)
    if (!typed.success) return refuse(req, res, { email: 'signIn:errors.fillIn' })
    const { email } = typed.data
    const { user, turn } = await tryPassword(req, email, typed.data.password)
    if (!turn.allowed) return refuseEarly(req, res, turn)
    if (!user) return refuse(req, res, { email: 'signIn:errors.wrong' })
    const pending = await beginPending(req, user)
    if (pending.factor === 'sms' && user.phone) await sendSignInCode(req, user, pending)
    goTo(res, '/sign-in/code')
  })

  return router
}

/**
 * Tries a password and answers the active user whose it is. Known or not, whoever is asked about takes as many looks into the
 * database, as many hashes and as much writing.
 */
export async function tryPassword(
  req: Request,
  email: string,
  given: string,
): Promise<{ user: User | null; turn: Turn }> {
  const { db, vault } = depsOf(req)
  await countAddress(req)
  const turn = await passwordTurn(req, email)
  if (!turn.allowed) return { user: null, turn }
  const user = await userByEmail(db, email)
  const isRight = await isPassword(user, given)
  if (isRight && user?.status === 'active') {
    await passwordGiven(req, email)
    return { user, turn }
  }
  const deed = isRight ? 'user.refused' : 'user.password-wrong'
  await noteAtDoor(db, deed, user?.id ?? 'unknown', byAt(req, 'anonymous'))
  if (user && [patience.warnAt, patience.shutAt].includes(turn.failures))
    await noteManyTries(db, vault, user.id, byAt(req, 'anonymous'))
  return { user: null, turn }
}

function refuseEarly(req: Request, res: Response, turn: Extract<Turn, { allowed: false }>): void {
  showAgain(req, res, { password: waitingTime(req, res, turn) }, 429)
}

/** How long somebody has to wait who has tried too often: the same words for everybody, known or not. */
export function waitingTime(req: Request, res: Response, turn: Extract<Turn, { allowed: false }>): string {
  const seconds = Math.max(1, Math.ceil((turn.opensAt - Date.parse(depsOf(req).clock())) / 1000))
  res.set('Retry-After', String(seconds))
  const t = translator(languageOf(req))
  if (turn.shut) return t('signIn:errors.shut')
  if (seconds < 60) return t('signIn:errors.waitSeconds', { count: seconds })
  return t('signIn:errors.waitMinutes', { count: Math.ceil(seconds / 60) })
}

const refuse = (req: Request, res: Response, errors: Record<string, string>) => {
  const t = translator(languageOf(req))
  const sentences = Object.entries(errors).map(([field, key]) => [field, t(key)])
  showAgain(req, res, Object.fromEntries(sentences), 422)
}

function showAgain(req: Request, res: Response, errors: Record<string, string>, status: number): void {
  showDoor(req, res, { values: { email: req.body?.email }, errors }, status)
}

/** At which provider somebody is still signed in who has left here. */
const sideOf = (left: unknown) => (left === 'member' ? ('member' as const) : ('office' as const))
