import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type Browser, chromium, type Page } from 'playwright-core'
import { userId } from '../../demo/accounts.js'
import { seedDemo } from '../../demo/seed.js'
import { languages } from '../../domain/kinds.js'
import { translator } from '../../locales/i18n.js'
import { need } from '../needs.js'
import { usePortal } from '../web/portal.js'
import { type Scene, scenes } from './scenes.js'

const folder = fileURLToPath(new URL('../../guides/', import.meta.url))
const list = join(folder, 'pictures/pictures.json')
const isWriting = process.env.WRITE_PICTURES === '1'
/** Of a picture that is written anew: how large it is, and what is to be read in it. */
type Taken = Record<string, { width: number; height: number; words: string }>

/** The pictures that the guides of a language name. */
const namedIn = (language: string): string[] =>
  readdirSync(join(folder, language)).flatMap((file) =>
    [...readFileSync(join(folder, language, file), 'utf8').matchAll(/^!\[.+\]\((.+)\)$/gm)].map(([, name]) =>
      String(name),
    ),
  )

// WRITE_PICTURES=1 takes them anew; otherwise each page is opened as for its picture, and must say what the picture shows.
describe('The pictures of the guides', function () {
  this.timeout(180_000)
  const portal = usePortal({ env: { PORTAL_DEMO: '1' } })
  let browser: Browser
  const taken: Taken = {}

  before(async function () {
    browser = await chromium.launch({
      executablePath: need(this, 'CHROMIUM_PATH'),
      args: ['--no-sandbox', '--disable-gpu'],
    })
    const { config, vault } = portal.deps
    await seedDemo({ db: portal.db, vault, signer: null, config }, '2026-11-23')
    if (isWriting)
      for (const language of languages)
        rmSync(join(folder, 'pictures', language), { recursive: true, force: true })
  })
  after(async () => {
    await browser?.close()
    if (isWriting && Object.keys(taken).length > 0) writeFileSync(list, `${JSON.stringify(taken, null, 2)}\n`)
  })

  for (const [name, scene] of Object.entries(scenes))
    it(`show ${name} as it is, in each language`, async () => {
      const { page, path } = await opened(scene)
      for (const language of languages) {
        await page.context().addCookies([{ name: 'lang', value: language, url: portal.url }])
        expect((await page.goto(path))?.status(), language).to.equal(200)
        taken[`${language}/${name}`] = await take(page, scene, join(folder, 'pictures', language), name)
      }
      await page.context().close()
      if (isWriting) return
      const before: Taken = JSON.parse(readFileSync(list, 'utf8'))
      for (const language of languages)
        expect(
          taken[`${language}/${name}`],
          `the page of ${language}/${name} is not as in its picture; look at it and take it anew: WRITE_PICTURES=1 npm test -- test/pictures`,
        ).to.deep.equal(before[`${language}/${name}`])
    })

  it('are those that the guides name, and no others', () => {
    for (const language of languages)
      expect(namedIn(language).sort(), language).to.deep.equal(Object.keys(scenes).sort())
  })

  it('are there in each language, with less than 60 KB each', () => {
    for (const language of languages) {
      const files = readdirSync(join(folder, 'pictures', language)).sort()
      expect(files, language).to.deep.equal(
        Object.keys(scenes)
          .sort()
          .map((name) => `${name}.webp`),
      )
      for (const file of files)
        expect(statSync(join(folder, 'pictures', language, file)).size, `${language}/${file}`).below(60_000)
    }
  })

  /** Somebody of the demo at the page of a scene, without scripts: they would ask a clock that is not the portal's. */
  async function opened({ who, width, find }: Scene): Promise<{ page: Page; path: string }> {
    const visitor = await portal.signIn({ id: userId(who), email: who })
    const context = await browser.newContext({
      baseURL: portal.url,
      viewport: { width, height: 900 },
      javaScriptEnabled: false,
      colorScheme: 'light',
    })
    context.setDefaultTimeout(20_000)
    await context.addCookies([
      { name: 'sid', value: String(visitor.cookie('sid')), url: portal.url },
      { name: 'lang', value: 'de', url: portal.url },
    ])
    const page = await context.newPage()
    return { page, path: await find(page, translator('de')) }
  }
})

/** What of the page is in the picture; writes it if it is to be taken anew. */
async function take(page: Page, { part = 'main .wrap', height: most }: Scene, into: string, name: string) {
  const place = page.locator(part).first()
  const box = await place.boundingBox()
  if (!box) throw new Error(`${name}: there is no ${part}`)
  const clip = {
    x: box.x,
    y: box.y - 12,
    width: Math.round(box.width),
    height: Math.round(Math.min(box.height + 24, most)),
    scale: 1,
  }
  const words = (await place.innerText())
    .replace(/\s+/g, ' ')
    .replace(/\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '')
  if (isWriting) {
    const session = await page.context().newCDPSession(page)
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality: 70,
      clip,
      captureBeyondViewport: true,
    })
    if (!existsSync(into)) mkdirSync(into, { recursive: true })
    writeFileSync(join(into, `${name}.webp`), Buffer.from(data, 'base64'))
  }
  return {
    width: clip.width,
    height: clip.height,
    words: createHash('sha256').update(words).digest('hex').slice(0, 16),
  }
}
