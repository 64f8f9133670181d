import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { languages } from '../../locales/i18n.js'
import { beyondEdge, everything, faultsIn, inTurn, keysIn, type Look, looks } from './looks.js'
import type { Stage } from './stage.js'
import { type Scales, scales } from './weight.js'

/** Whose pages are looked at; nobody has signed in under ''. */
const visitors = [
  '',
  'hr@muster-bau.example',
  'admin@muster-bau.example',
  'treuhand@fidu.example',
  'desk@kasse.example',
  'leitung@kasse.example',
  'it@kasse.example',
]
/** As wide as 1280 pixels are at four times their size: nobody who zooms in has to scroll sideways. */
const zoomed = 320
/** In bytes, compressed: the page and all that a browser fetches for it which has nothing yet. */
const heaviest = 60_000
const sideOf = (email: string) => email && (email.endsWith('@kasse.example') ? 'office' : 'employer')

/**
 * Follows every link of the portal as everybody who may come in. Each page is seen in two of the four languages, in turn, at two widths and in both colour schemes, by
 * axe-core in two of these looks; what a colleague has seen so is seen in those two alone. With CRAWL=all everybody sees all of it in all sixteen looks, and axe-core too.
 * On a phone its targets are measured, and what it loads in all looks together is weighed. A second page of the same kind is not opened.
 */
export function crawl(stage: () => Stage): void {
  describe('Whoever follows every link', () => {
    /** Of each title, in each language and office, the kind of page that has it. */
    const titles = new Map<string, string>()
    const seenBySomebody = new Set<string>()
    let turn = 0

    for (const email of visitors)
      it(`${email ? `as ${email}` : 'before signing in'} finds pages that are whole`, async function () {
        this.timeout(everything ? 3_600_000 : 600_000)
        const page = await stage().crawler(email)
        const scale = scales(page)
        const seen = new Set<string>()
        const wrong: string[] = []
        const waiting = ['/']
        for (let path = waiting.shift(); path; path = waiting.shift()) {
          const kind = kindOf(path)
          if (seen.has(kind)) continue
          seen.add(kind)
          if (isFile(path)) {
            const answer = await page.request.get(path)
            if (answer.status() !== 200) wrong.push(`${path}: answers ${answer.status()}`)
            continue
          }
          const read = everything ? looks : inTurn(turn++)
          const sight = `${sideOf(email)} ${kind}`
          const known = !everything && seenBySomebody.has(sight)
          seenBySomebody.add(sight)
          for (const lang of known ? languagesOf(read).slice(0, 1) : languagesOf(read)) {
            await page.context().addCookies([{ name: 'lang', value: lang, url: stage().stack.url }])
            const of = (those: Look[]) => those.filter((it) => it.lang === lang)
            const { links, faults, title, arrived } = await lookAt(
              page,
              scale,
              path,
              of(known ? read : looks),
              of(read),
            )
            const whose = `${title} (${lang}, ${email.replace(/^.*@/, '')})`
            const before = titles.get(whose)
            if (before && before !== titled(arrived)) faults.push(`has the title of ${before}: ${title}`)
            titles.set(whose, titled(arrived))
            wrong.push(...faults.map((fault) => `${path} (${lang}): ${fault}`))
            waiting.push(...links)
          }
        }
        await page.context().close()
        expect(wrong.join('\n')).to.equal('')
        expect(seen.size).to.be.greaterThan(4)
      })
  })
}

/** The language in which axe-core reads a page, and the one that is farthest from its turn. */
function languagesOf(read: Look[]): readonly Look['lang'][] {
  const nth = languages.indexOf(read[0]?.lang ?? 'de')
  return everything ? languages : [nth, nth + 2].map((it) => languages[it % languages.length] ?? 'de')
}

interface Seen {
  links: string[]
  faults: string[]
  title: string
  /** Where it led. */
  arrived: string
}

/** Opens a page, and looks at it in each of these looks; axe-core in those that are `read`. In all of them together it may load no more than a first load may. */
async function lookAt(page: Page, scale: Scales, path: string, looks: Look[], read: Look[]): Promise<Seen> {
  scale.clear()
  const answer = await page.goto(path)
  const faults: string[] = []
  if (answer?.status() !== 200)
    return { links: [], title: path, arrived: path, faults: [`answers ${answer?.status()}`] }
  const { hrefs, title, text, missing } = await page.evaluate<Found>(asked)
  faults.push(...keysIn(text))
  faults.push(...missing.map((what) => `points at nothing: ${what}`))
  if (!title.trim()) faults.push('has no title')
  faults.push(...(await faultsIn(page, looks, read)))
  await page.setViewportSize({ width: zoomed, height: 900 })
  faults.push(...(await beyondEdge(page)).map((it) => `${zoomed}: ${it}`))
  const weight = await scale.weight()
  if (weight > heaviest) faults.push(`weighs ${weight} bytes, compressed`)
  // the mails of the demo lead to pages of whoever got them
  if (path.startsWith('/demo/')) return { links: [], faults, title, arrived: path }
  const links = hrefs.filter((href) => !leads.some((outside) => outside.test(href)))
  return { links, faults, title, arrived: new URL(page.url()).pathname }
}

interface Found {
  hrefs: string[]
  title: string
  text: string
  missing: string[]
}

/** Links within the portal, what the page says, and marks that lead to no element of it. */
const asked = `({
  hrefs: [...document.querySelectorAll('a[href]')]
    .filter((a) => a.origin === location.origin)
    .map((a) => a.pathname + a.search),
  title: document.title,
  text: document.body.innerText,
  missing: [...document.querySelectorAll('a[href^="#"], [aria-describedby], [aria-controls], label[for]')]
    .flatMap((it) => (it.getAttribute('aria-describedby') ?? it.getAttribute('aria-controls') ?? it.htmlFor ?? it.hash.slice(1)).split(' '))
    .filter((id) => id && !document.getElementById(id)),
})`

const leads = [/[?&]lang=/, /^\/session/]
const isFile = (path: string) =>
  /\.(pdf|xlsx|csv|xml|zip|svg|json|pem|yaml)(\?|$)|\/documents\/|[?&]download/.test(path)

/** The address without what differs between two pages of a kind: ids, numbers, and the values of its question. */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://portal')
  const segments = pathname.split('/').map((segment, i, all) => (isId(segment, all[i - 1]) ? ':id' : segment))
  const names = [...new Set(searchParams.keys())].sort()
  return segments.join('/') + (names.length > 0 ? `?${names.join('&')}` : '')
}

/** Pages of one kind for the title: handing on a task is the same whatever the task asks for. */
const titled = (path: string) => kindOf(path).replace(/(\/tasks\/:id\/)[\w-]+/, '$1:step')

const isId = (segment: string, before?: string) =>
  before === 'e' || before === 'employers' || /\d|%/.test(segment) || segment.length > 30
