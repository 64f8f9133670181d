import type { Page } from 'playwright-core'
import type { T } from '../../locales/i18n.js'
import { beginReport, fillRequest, goOn } from '../journeys/filling.js'

/** A picture of a guide: who sees it, and how they get to the page. */
export interface Scene {
  who: string
  /** Of the window, in pixels: the office works on wide ones. */
  width: number
  /** How much of the page is shown, from the top of what `part` names. */
  height: number
  part?: string
  /** Opens the page, in German, and answers its address. */
  find(page: Page, t: T): Promise<string>
}

const hr = 'hr@muster-bau.example'
const desk = 'desk@kasse.example'
const firm = '/e/muster-bau'
const employer = { who: hr, width: 960, height: 560 }
const office = { who: desk, width: 1180, height: 720 }
const at = (path: string) => async () => path

/** Every picture that a guide may name, in the order in which they are taken: those that change something come last. */
export const scenes: Record<string, Scene> = {
  start: { ...employer, height: 640, find: at(firm) },
  employee: { ...employer, height: 640, find: (page) => entryOf(page, `${firm}/employees`, 'Esposito') },
  documents: { ...employer, find: (page) => entryOf(page, `${firm}/tasks`, 'Rahel Bischof') },
  messages: { ...employer, find: at(`${firm}/messages`) },
  inbox: { ...employer, who: 'treuhand@fidu.example', find: at('/inbox') },
  desk: { ...office, find: at('/office') },
  review: { ...office, find: (page) => entryOf(page, '/office', 'Galli') },
  recipients: { ...office, height: 600, find: at('/office/employers?select=all') },
  'mailing-check': {
    ...office,
    async find(page) {
      const draft = await entryOf(page, '/office/mailings?show=drafts', 'Festtage')
      return draft.replace(/edit$/, 'check')
    },
  },
  'mailing-sent': { ...office, find: (page) => entryOf(page, '/office/mailings', 'Januar') },
  workload: { ...office, height: 480, find: at('/office/workload') },
  wages: {
    ...employer,
    async find(page) {
      await page.goto(`${firm}/tasks`)
      const call = page.locator('main a[href*="/declare/"]').first()
      await page.goto(String(await call.getAttribute('href')))
      return addressOf(page)
    },
  },
  children: {
    ...employer,
    async find(page, t) {
      await page.goto(await entryOf(page, `${firm}/employees`, 'Petrović'))
      const reader = { page, t }
      await beginReport(reader)
      await fillRequest(reader, '2026-11-01')
      await goOn(reader)
      return addressOf(page)
    },
  },
}

const addressOf = (page: Page) => new URL(page.url()).pathname

/** The address behind the entry of a list that names somebody. */
async function entryOf(page: Page, list: string, name: string): Promise<string> {
  await page.goto(list)
  const entry = page.locator('main .row, main tbody tr').filter({ hasText: name }).first()
  return String(await entry.getByRole('link').first().getAttribute('href'))
}
