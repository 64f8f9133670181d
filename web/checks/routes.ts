import { type Request, type Response, Router } from 'express'
import { ahvNumberProblem } from '../../domain/ahv-number.js'
import { isQrIban, normaliseIban } from '../mutations/family-allowance/iban.js'
import { respond } from '../respond.js'

/**
 * Tells somebody who has left a field what its check digit says, before the form is sent: a sentence for below the field, or nothing. The whole form comes along
 * and nothing of it is kept; `at` is the place of the field among those of its name. Numbers never stand in an address: asked by POST.
 */
export function checks(): Router {
  const router = Router()
  router.post('/checks/ahv-number', (req, res) => tell(req, res, problemOfNumber(typedAs(req, 'ahvNumber'))))
  router.post('/checks/iban', (req, res) => tell(req, res, problemOfIban(typedAs(req, 'iban'))))
  return router
}

const tell = (req: Request, res: Response, problem: string | null) =>
  respond(req, res, 'checks/number', { problem })

function typedAs(req: Request, name: string): string {
  const values = [req.body?.[name] ?? []].flat()
  return String(values[Number(req.query.at ?? 0)] ?? '').trim()
}

function problemOfNumber(number: string): string | null {
  const problem = number && ahvNumberProblem(number)
  return problem ? `rules:problems.ahv-number-${problem}` : null
}

function problemOfIban(typed: string): string | null {
  if (!typed) return null
  const iban = normaliseIban(typed)
  if (!iban) return 'familyAllowance:payment.wrongIban'
  return isQrIban(iban) ? 'familyAllowance:payment.qrIban' : null
}
