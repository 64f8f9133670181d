import type { Request } from 'express'
import type { z } from 'zod'
import { translator } from '../../locales/i18n.js'
import { languageOf } from '../language.js'

/** What is wrong in a form about a user, by field. */
export function errorsIn(req: Request, error: z.ZodError): Record<string, string> {
  const t = translator(languageOf(req))
  return Object.fromEntries(
    error.issues.map((issue) => {
      const field = String(issue.path[0])
      return [field, issue.code === 'custom' ? t(issue.message, issue.params) : t(`users:errors.${field}`)]
    }),
  )
}
