import { type CheerioAPI, load } from 'cheerio'
import { generateSync } from 'otplib'
import supertest, { type Response, type Test } from 'supertest'
import type { Portal } from './portal.js'

/** What the accounts of tests sign in with. */
export const password = 'Muster-Portal-2026'
export const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export interface Account {
  id: string
  email: string
}

/** An answer of the portal; `$` reads its HTML, `words` is its text on one line. */
export type Answer = Response & { $: CheerioAPI; words: string }
type Fields = Record<string, string | string[] | number | undefined>

/** A browser without JavaScript: keeps cookies, and sends the token of the last page with each form. */
export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Asks for a part of a page, as htmx does. */
  part(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Answer>
  /** Sends a form with a file in the field `file`. */
  upload(path: string, file: { name: string; bytes: Buffer } | null, fields?: Fields): Promise<Answer>
  /** Sends a form with files in fields of these names. */
  send(path: string, fields: Fields, files?: Record<string, { name: string; bytes: Buffer }>): Promise<Answer>
  /** Reads an answer as bytes: `body` is a Buffer. */
  download(path: string): Promise<Response>
  /** What this cookie holds. */
  cookie(name: string): string | undefined
  /** The token of the page that was seen last; set it to try a wrong one. */
  token: string
}

/** Somebody at the door; `authority` is the certificate to trust, in PEM. */
export function visitor(url: string, authority?: string): Visitor {
  const agent = supertest.agent(url)
  if (authority) agent.ca(authority)
  const read = async (test: Test): Promise<Answer> => {
    const response = await test.redirects(0)
    const $ = load(response.text ?? '')
    self.token = tokenIn($) ?? self.token
    return Object.assign(response, { $, words: onOneLine($('body').text()) })
  }
  const withToken = async (fields: Fields): Promise<Record<string, string | string[]>> => {
    if (!self.token) await self.get('/help')
    return textsOf({ _csrf: self.token, ...fields })
  }
  const self: Visitor = {
    token: '',
    get: (path, headers = {}) => read(agent.get(path).set(headers)),
    part: (path, headers = {}) =>
      read(agent.get(path).set({ 'HX-Request': 'true', 'HX-Request-Type': 'partial', ...headers })),
    async post(path, fields = {}, headers = {}) {
      const body = await withToken(fields)
      return read(agent.post(path).set(headers).type('form').send(body))
    },
    async upload(path, file, fields = {}) {
      const test = agent.post(path)
      for (const [name, value] of Object.entries(await withToken(fields)))
        for (const one of [value].flat()) test.field(name, one)
      if (file) test.attach('file', file.bytes, file.name)
      return read(test)
    },
    async send(path, fields, files = {}) {
      const test = agent.post(path)
      for (const [name, value] of Object.entries(await withToken(fields)))
        for (const one of [value].flat()) test.field(name, one)
      for (const [name, { name: called, bytes }] of Object.entries(files)) test.attach(name, bytes, called)
      return read(test)
    },
    cookie: (name) => {
      const { hostname } = new URL(url)
      return agent.jar.getCookie(name, { domain: hostname, path: '/', secure: false, script: false } as never)
        ?.value
    },
    download: (path) => agent.get(path).redirects(0).responseType('blob'),
  }
  return self
}

/** Signs in with password and code, and looks at the first page, as a person would. */
export async function signIn(portal: Portal, { id, email }: Account): Promise<Visitor> {
  const { clock, db } = portal
  const someone = portal.visitor()
  await someone.get('/sign-in')
  const halfMinute = () => Math.floor(Date.parse(clock.now()) / 30_000)
  const { totpLastStep } = await db('users').where({ id }).first('totpLastStep')
  if (totpLastStep >= halfMinute()) clock.forward((totpLastStep + 1 - halfMinute()) / 2)
  const first = await someone.post('/sign-in', { email, password })
  if (first.headers.location !== '/sign-in/code') throw new Error(`the password was refused: ${first.words}`)
  await someone.get('/sign-in/code')
  const second = await someone.post('/sign-in/code', { code: codeAt(clock.now()) })
  if (second.status !== 303) throw new Error(`the code was refused: ${second.words}`)
  await someone.get('/help')
  return someone
}

/** What an authenticator app with the tests' seed shows at a moment. */
export const codeAt = (now: string): string => appCode(seed, now)

/** What an authenticator app with this key shows at a moment. */
export const appCode = (secret: string, now: string): string =>
  generateSync({ secret, epoch: Math.floor(Date.parse(now) / 1000) })

/** A text with every run of blanks, breaking or not, as one blank. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

function tokenIn($: CheerioAPI): string | undefined {
  const headers = $('body').attr('hx-headers:inherited')
  return headers ? JSON.parse(headers)['X-CSRF-Token'] : $('input[name=_csrf]').attr('value')
}

function textsOf(fields: Fields): Record<string, string | string[]> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
  )
}
