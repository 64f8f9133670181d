import type { Browser } from 'playwright-core'
import type { Heard } from './naughty-forms.js'

/** A page that holds a hostile text, as it was answered. */
export interface Shown {
  where: string
  answer: Heard
}

/** How many are looked at in one go, as frames of a page. */
const together = 16

/**
 * Shows these pages in a browser, byte for byte and under the same policy, but that they may stand in a frame. Answers all that
 * should not be heard: dialogs, errors, breaches of the policy, and requests that only a text that came alive would send.
 */
export async function complaintsAbout(browser: Browser, url: string, shown: Shown[]): Promise<string[]> {
  const complaints: string[] = []
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  let group = ''
  const complain = (what: string) => complaints.push(`${group}: ${what}`)
  page.on('dialog', (dialog) => {
    complain(`dialog ${dialog.message()}`)
    dialog.dismiss().catch(() => {})
  })
  page.on('pageerror', (error) => complain(error.message))
  page.on('console', (message) => {
    if (/Content Security|Trusted/i.test(message.text())) complain(message.text())
  })
  page.on('request', (request) => {
    if (/\/(csp-report|account|sign-out|x)$/.test(new URL(request.url()).pathname)) complain(request.url())
  })
  await page.route('**/shown/**', (route) => {
    const [from = '', n] = new URL(route.request().url()).pathname.split('/').slice(2)
    const answer = n === undefined ? undefined : shown[Number(n)]?.answer
    if (answer) return route.fulfill({ status: 200, headers: framed(answer.headers), body: answer.text })
    const frames = shown
      .slice(Number(from), Number(from) + together)
      .map((_, i) => `<iframe src="/shown/${from}/${Number(from) + i}"></iframe>`)
    return route.fulfill({ contentType: 'text/html', body: `<!doctype html>${frames.join('')}` })
  })
  for (let from = 0; from < shown.length; from += together) {
    group = [...new Set(shown.slice(from, from + together).map(({ where }) => where))].join(', ')
    await page.goto(`/shown/${from}`, { waitUntil: 'load' })
  }
  await context.close()
  return complaints
}

function framed(headers: Record<string, string>): Record<string, string> {
  const policy =
    headers['content-security-policy']?.replace(/frame-ancestors [^;]+/, "frame-ancestors 'self'") ?? ''
  return { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
}
