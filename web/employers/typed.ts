import { z } from 'zod'
import type { EmployerFacts } from '../../db/register/register.js'
import { cantons, languages } from '../../domain/kinds.js'
import { normaliseUid } from '../../domain/uid.js'
import { choice, one, optional, type Reading, read, text, type Values } from '../mutations/fields.js'

const uid = z.unknown().transform((value, context): string => {
  const number = normaliseUid(one(value))
  if (number) return number
  context.addIssue({ code: 'custom', message: 'employers:form.wrongUid' })
  return z.NEVER
})

const schema = z.object({
  memberNumber: text(20),
  name: text(200),
  uid: optional(uid),
  street: text(200),
  zip: text(10),
  city: text(100),
  canton: choice(cantons),
  language: choice(languages),
})

/** A member as it was typed: what the register takes, or what is wrong. */
export function readEmployer(typed: Values): Reading<EmployerFacts> {
  const reading = read(schema, typed)
  return 'faults' in reading ? reading : { value: { ...reading.value, uid: reading.value.uid ?? null } }
}
