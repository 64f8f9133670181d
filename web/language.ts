import type { Request, RequestHandler } from 'express'
import { isLanguage, type Language, languageNames, languages } from '../locales/i18n.js'
import { depsOf } from './deps.js'
import type { LanguageLink } from './view/page.js'

const oneYear = 365 * 24 * 3_600_000

/** Keeps the language chosen by `?lang=` in a cookie, so that a look at a page never writes to the database. */
export const keepLanguage: RequestHandler = (req, res, next) => {
  const { lang } = req.query
  const { secure } = depsOf(req).config
  if (isLanguage(lang))
    res.cookie(nameOf(req), lang, { maxAge: oneYear, httpOnly: true, sameSite: 'lax', path: '/', secure })
  next()
}

const nameOf = (req: Request) => (depsOf(req).config.secure ? '__Host-lang' : 'lang')

/** The language of a page: chosen now, chosen before, the user's own, German. */
export function languageOf(req: Request): Language {
  const { lang } = req.query
  if (isLanguage(lang)) return lang
  const kept = new RegExp(`(?:^|; )${nameOf(req)}=(\\w\\w)`).exec(req.get('Cookie') ?? '')?.[1]
  if (isLanguage(kept)) return kept
  return req.session?.user?.language ?? 'de'
}

/** The same page in each language. */
export function languageLinks(req: Request, current: Language): LanguageLink[] {
  const [, address = '', search] = /^([^?#]*)(?:\?([^#]*))?/.exec(req.originalUrl) ?? []
  // an address that a browser would take for another site, or that is none, is led home
  const path = /^\/(?![/\\])/.test(address) ? address : '/'
  const query = new URLSearchParams(search)
  return languages.map((code) => {
    query.set('lang', code)
    return { code, name: languageNames[code], href: `${path}?${query}`, current: code === current }
  })
}
