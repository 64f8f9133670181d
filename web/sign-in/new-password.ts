import type { Request } from 'express'
import { mandatesOf } from '../../db/access/mandates.js'
import { passwordFault, passwordLength } from '../../domain/password.js'
import { translator } from '../../locales/i18n.js'
import { depsOf } from '../deps.js'
import { languageOf } from '../language.js'
import { isCommonPassword } from './common-passwords.js'

interface Owner {
  id: string
  email: string
  name: string
  /** Employers whose users they are not yet. */
  employers?: string[]
}

/** What is wrong with a new password that was typed twice, by field; empty if it can be taken. */
export async function newPasswordErrors(req: Request, owner: Owner): Promise<Record<string, string>> {
  const { config, db } = depsOf(req)
  const t = translator(languageOf(req))
  const { password, again } = typedPassword(req)
  const employers = (await mandatesOf(db, owner.id)).map(({ name }) => name)
  const words = [config.office.name, owner.name, owner.email, ...employers, ...(owner.employers ?? [])]
  const fault = passwordFault(password, { words, isCommon: isCommonPassword })
  if (fault) return { password: t(`signIn:newPassword.errors.${fault}`, passwordLength) }
  if (password.normalize('NFKC') !== again.normalize('NFKC'))
    return { again: t('signIn:newPassword.errors.again') }
  return {}
}

export const typedPassword = (req: Request) => ({
  password: String(req.body.password ?? ''),
  again: String(req.body.again ?? ''),
})
