import { load } from 'cheerio'
import { generateSync } from 'otplib'
import { demoPassword, demoSecret } from '../../demo/accounts.js'

/** Somebody in front of a browser that can fill in forms, and that presses again when the portal was away. */
export interface Person {
  open(path: string): Promise<Page>
  look(path: string): Promise<Response>
  send(path: string, fields?: Record<string, string>): Promise<Response>
  /** Sends a form with files. */
  give(path: string, form: FormData): Promise<Response>
  /** Opens a page and sends its form with these fields; the page's own answer if it leads elsewhere, null if nobody answers. */
  press(path: string, form: string, fields: Record<string, string>): Promise<Response | null>
  /** What the browser sends to be known. */
  cookie(): string
}

type Page = ReturnType<typeof load>

/**
 * Signs in a demo account. With `url` a function, each request may go to another portal, as behind a proxy; `headers` are what the
 * proxy adds.
 */
export async function signedIn(
  url: string | (() => string),
  email: string,
  code = generateSync({ secret: demoSecret }),
  headers: Record<string, string> = {},
): Promise<Person> {
  let cookie = ''
  const ask = async (path: string, init: RequestInit = {}) => {
    const base = typeof url === 'string' ? url : url()
    const signal = AbortSignal.timeout(30_000)
    const answer = await fetch(base + path, {
      ...init,
      signal,
      redirect: 'manual',
      headers: { ...headers, cookie },
    })
    const fresh = answer.headers.getSetCookie().find((it) => it.startsWith('sid='))
    if (fresh) cookie = fresh.split(';')[0] ?? ''
    return answer
  }
  const person: Person = {
    cookie: () => cookie,
    look: (path) => ask(path),
    open: async (path) => load(await (await ask(path)).text()),
    give: (path, body) => ask(path, { method: 'POST', body }),
    send: (path, fields = {}) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
    async press(path, form, fields) {
      try {
        const shown = await ask(path)
        if (shown.status !== 200) return shown
        const page = load(await shown.text())
        const hidden = page(`${form} input[type=hidden]`)
          .get()
          .map((it) => [page(it).attr('name') ?? '', page(it).attr('value') ?? ''])
        return await person.send(page(form).attr('action') ?? path, {
          ...Object.fromEntries(hidden),
          ...fields,
        })
      } catch {
        return null
      }
    },
  }
  await person.press('/sign-in', 'form[action="/sign-in"], main form', { email, password: demoPassword })
  const done = await person.press('/sign-in/code', 'main form', { code })
  if (done?.status !== 303) throw new Error(`signing in as ${email} ended with ${done?.status}`)
  return person
}
