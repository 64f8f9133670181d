import { z } from 'zod'
import { one } from '../fields.js'

/** Whole per cent from 1 to 100, with or without the sign. */
export const perCent = z.unknown().transform((value, context) => {
  const typed = one(value).replace(/\s*%$/, '')
  const share = Number(typed)
  if (/^\d{1,3}$/.test(typed) && share >= 1 && share <= 100) return share
  context.addIssue({ code: 'custom', message: 'workInterruption:share' })
  return z.NEVER
})
