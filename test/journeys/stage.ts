import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Language } from '../../locales/i18n.js'
import { openStack, type Stack } from '../stack.js'
import { signIn } from './sign-in.js'

/** How somebody looks at the portal; a desktop with JavaScript if nothing is said. */
export interface Look {
  width?: number
  js?: boolean
  dark?: boolean
  lang?: Language
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** The real processes over the demo office, and a real Chromium whose pages are watched for what no page may do. */
export async function openStage(executablePath: string) {
  const stack = await startStack()
  const launch = (executablePath: string) =>
    chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
  const browser = await launch(executablePath).catch(async (error) => {
    await stack.close()
    throw error
  })
  let windowless: Browser | undefined
  const complaints: string[] = []
  const keys = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()

  /** Somebody at the door, signed in to nothing. */
  async function stranger(look: Look = {}): Promise<Page> {
    return newPage(browser, stack.url, look, complaints)
  }

  return {
    stack,
    stranger,
    /** Somebody signed in, in a browser of their own. Password and code are typed once, then the session is kept. */
    async person(email: string, look: Look = {}): Promise<Page> {
      const key = keys.get(email) ?? (await this.freshSession(email))
      keys.set(email, key)
      return newPage(browser, stack.url, look, complaints, key)
    },
    /** Somebody who looks at very many pages, signed in unless `email` is empty (just now, where that is asked for): in Chromium without its windows where that is installed, which is twice as quick. */
    async crawler(email: string, isJustNow = false): Promise<Page> {
      const { CHROMIUM_SHELL } = process.env
      if (CHROMIUM_SHELL) windowless ??= await launch(CHROMIUM_SHELL)
      const kept = isJustNow ? undefined : keys.get(email)
      const key = email ? (kept ?? (await this.freshSession(email))) : undefined
      return newPage(windowless ?? browser, stack.url, {}, complaints, key)
    },
    /** Signs in anew, as on a second device, and answers what the browser keeps of it. */
    async freshSession(email: string) {
      const page = await stranger()
      await signIn(page, email)
      const key = await page.context().storageState()
      await page.context().close()
      return key
    },
    async secondDevice(email: string, look: Look = {}): Promise<Page> {
      return newPage(browser, stack.url, look, complaints, await this.freshSession(email))
    },
    /** What pages have done since the last time that no page may do. */
    complaints: () => complaints.splice(0),
    async close() {
      await windowless?.close()
      await browser.close()
      await stack.close()
    },
  }
}

async function startStack(): Promise<Stack> {
  const stack = await openStack()
  try {
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    await Promise.all([stack.startPortal(), stack.startWorker()])
    return stack
  } catch (error) {
    await stack.close()
    throw error
  }
}

async function newPage(
  browser: Browser,
  baseURL: string,
  { width = 1280, js = true, dark = false, lang }: Look,
  complaints: string[],
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    storageState,
    viewport: { width, height: 900 },
    javaScriptEnabled: js,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'de-CH',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  if (lang) await context.addCookies([{ name: 'lang', value: lang, url: baseURL }])
  context.on('page', (page) => watch(page, complaints))
  return context.newPage()
}

/** Errors of scripts, refusals by the content security policy, errors of the server, windows that open by themselves. */
function watch(page: Page, complaints: string[]): void {
  const complain = (what: string) => complaints.push(`${new URL(page.url(), 'http://x').pathname}: ${what}`)
  page.on('pageerror', (error) => complain(error.message))
  page.on('popup', () => complain('opens a window'))
  page.on('console', (message) => {
    // that a page was answered with 4xx is no fault of the page; the tests look at the status themselves
    const isStatus = /status of 4\d\d/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isStatus) complain(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 500) complain(`${response.status()} from ${new URL(response.url()).pathname}`)
  })
}
