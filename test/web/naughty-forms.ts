import { table } from '../../web/access/table.js'
import { routeOf } from '../../web/route-of.js'
import { sampleOf } from './access-samples.js'
import { type furnish, type Name, names, type Page } from './naughty-scene.js'
import { hostile } from './naughty-strings.js'
import type { Portal } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

/** A form on a page: which of its fields take text, which choose, and what it sends along by itself. */
export interface Form extends Page {
  action: string
  isGet: boolean
  texts: string[]
  choices: Record<string, string>
  hidden: Record<string, string>
}
type Scene = Awaited<ReturnType<typeof furnish>>

/** Forms that end what a test needs. */
const ends = /\/(sign-out|session\/end)$/
const isFile =
  /\.(pdf|csv|xlsx|svg|json|xml|zip|pem)$|assets|healthz|readyz|favicon|^\/session$|\/documents\/|\/api\/|\/live$/

/** A page of each kind that a table of routes knows, for one person who may see it. */
export async function pagesOfTable({ given }: Portal, { employer, person }: Scene): Promise<Page[]> {
  const pages: Page[] = []
  for (const { who, routes } of table)
    for (const route of routes.filter((it) => it.startsWith('GET ') && !isFile.test(it.slice(4)))) {
      const { path } = await sampleOf(route, given, { employer, person })
      pages.push({ who: names.find((name) => isOf(name, who)) ?? 'nobody', path })
    }
  return pages
}

const isOf = (name: Name, who: readonly string[]) => {
  if (name === 'nobody') return who.includes('anybody')
  if (name !== 'administrator') return who.includes(name)
  return who.some((it) => /^(user|member|personnel|salaries|finance|administrator)$/.test(it))
}

/** The forms on these pages and on all pages they lead to, one of each kind for each person; and the pages that were seen. */
export async function formsFrom(people: Record<Name, Visitor>, pages: Page[]) {
  const forms = new Map<string, Form>()
  const waiting = [...pages]
  // a sample may stand for something that is not there: the link to one that is must be followed
  const known = new Set<string>()
  const seen: Page[] = []
  for (let at = waiting.shift(); at; at = waiting.shift()) {
    const { who } = at
    let { path } = at
    let answer = await people[who].get(path)
    for (let hops = 0; answer.status === 303 && hops < 4; hops++) {
      path = String(answer.headers.location)
      answer = await people[who].get(path)
    }
    if (answer.status >= 500) throw new Error(`${path} failed with ${answer.status}`)
    if (answer.status !== 200 || !answer.type.includes('html')) continue
    seen.push({ who, path })
    known.add(kindOf(at))
    for (const form of formsOn(answer, { who, path })) {
      const { action, texts, choices } = form
      const key = `${kindOf({ who: 'nobody', path: action })} ${texts} ${Object.keys(choices)}`
      if (!forms.has(key)) forms.set(key, form)
    }
    for (const link of linksOn(answer)) {
      const next = { who, path: link }
      if (known.has(kindOf(next)) || isFile.test(link.split('?')[0] ?? '')) continue
      known.add(kindOf(next))
      waiting.push(next)
    }
  }
  // those without a text may end what others need
  const inOrder = [...forms.values()].toSorted(
    (a, b) => Math.sign(b.texts.length) - Math.sign(a.texts.length),
  )
  return { forms: inOrder, seen }
}

export const kindOf = ({ who, path }: Page): string =>
  `${who === 'agent' ? 'administrator' : who} ${routeOf(path.split(/[?#]/)[0] ?? '').replace(/\/\d+(?=\/|$)/g, '/:n')}`

const linksOn = ({ $ }: Answer) =>
  $('a[href^="/"]')
    .map((_, link) => ($(link).attr('href') ?? '').replace(/#.*/, ''))
    .get()
    .filter((href) => !/[?&](lang|download)/.test(href))

function formsOn({ $ }: Answer, { who, path }: Page): Form[] {
  return $('form')
    .toArray()
    .flatMap((form) => {
      const fields = $(form).find('input, select, textarea, button[name]').toArray()
      const nameOf = (field: (typeof fields)[number]) => $(field).attr('name') ?? ''
      const typeOf = (field: (typeof fields)[number]) =>
        field.tagName === 'input' ? ($(field).attr('type') ?? 'text') : field.tagName
      const of = (types: RegExp) => fields.filter((it) => types.test(typeOf(it)) && nameOf(it) !== '_csrf')
      const valued = (found: typeof fields) =>
        Object.fromEntries(
          found.map((it) => [
            nameOf(it),
            [$(it).val() ?? $(it).find('option').last().val() ?? ''].flat().join(),
          ]),
        )
      const texts = [
        ...new Set(of(/^(text|search|email|tel|url|password|number|date|textarea)$/).map(nameOf)),
      ]
      const choices = valued(of(/^(radio|checkbox|select|button)$/))
      const hidden = valued(of(/^hidden$/))
      const action = $(form).attr('action') ?? path
      const isGet = ($(form).attr('method') ?? 'get') === 'get'
      const isNothing = texts.length + (isGet ? 0 : Object.keys({ ...choices, ...hidden }).length) === 0
      return ends.test(action) || isNothing ? [] : [{ who, path, action, isGet, texts, choices, hidden }]
    })
}

/** What the portal answers, as it came. */
export interface Heard {
  status: number
  headers: Record<string, string>
  text: string
}

/** Sends requests as these people, and reads nothing into the answers: there are thousands. */
export function messenger({ url }: Portal, people: Record<Name, Visitor>) {
  return async (who: Name, path: string, fields?: Record<string, string>): Promise<Heard> => {
    const headers = { Cookie: `sid=${people[who].cookie('sid')}` }
    const body = fields && new URLSearchParams({ _csrf: people[who].token, ...fields })
    const answer = await fetch(url + path, {
      headers,
      redirect: 'manual',
      ...(body && { method: 'POST', body }),
    })
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      text: await answer.text(),
    }
  }
}

interface Typed {
  form: Form
  answer: Heard
  fields: Record<string, string>
  isForged: boolean
}

/**
 * Sends each form until each text has stood in each of its fields: with nothing chosen, now and then with what can only be chosen
 * forged as well, and at last with everything chosen, so that texts are kept where they may be.
 */
export async function sweep(
  portal: Portal,
  people: Record<Name, Visitor>,
  forms: Form[],
  strings: string[],
  hear: (typed: Typed) => void,
): Promise<void> {
  const send = messenger(portal, people)
  for (const [first, form] of forms.entries()) {
    const { texts, choices, hidden, who, action, isGet, path } = form
    // the newest token of the session
    await people[who].get(path)
    const rounds = texts.length > 0 ? strings.length : 3
    for (let round = 0; round < rounds; round++) {
      // Whoever guesses has to wait: here each try is the first one.
      for (const table of ['passwordTries', 'rateLimits']) await portal.db(table).delete()
      if (who === 'with-link') await portal.db('invitations').update({ tries: 0 })
      const text = (n: number) => strings[(first + round + n) % strings.length] ?? ''
      const typed = Object.fromEntries(texts.map((name, n) => [name, text(n)]))
      const chosen = round === rounds - 1 ? choices : {}
      const isForged = texts.length === 0 || round % 4 === 3
      const forged = isForged ? Object.keys({ ...choices, ...hidden }) : []
      const fields = {
        ...hidden,
        ...chosen,
        ...Object.fromEntries(forged.map((name, n) => [name, text(texts.length + n)])),
        ...typed,
      }
      const answer = isGet
        ? await send(who, `${action.split('?')[0]}?${new URLSearchParams(fields)}`)
        : await send(who, action, fields)
      hear({ form, answer, fields, isForged })
    }
  }
}

/** The hostile texts that stand in a page as they were typed: each has a sign that must be written otherwise there. */
export const printedRaw = ({ text }: Heard): string[] => hostile.filter((it) => text.includes(it))
