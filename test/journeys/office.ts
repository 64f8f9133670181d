import type { Reader } from './filling.js'
import { arrive, field, follow, press, visit, wordsOn } from './pages.js'

/** Opens the desk with the tasks of one report; waits until the worker has brought one. */
export async function findTask({ page, t }: Reader, reference: string): Promise<void> {
  await eventually(`a task of ${reference}`, async () => {
    await visit(page, '/office')
    await field(page.locator('main'), t('tasks:desk.search')).fill(reference)
    await press(page, t('common:button.filter'))
    return (await page.getByRole('rowheader').count()) > 0
  })
}

/** Takes over the task that the desk shows, and opens it. */
export const claim = ({ page, t }: Reader): Promise<number> =>
  arrive(page, () =>
    page
      .locator('main table')
      .getByRole('button', { name: new RegExp(t('tasks:desk.claim')) })
      .click(),
  )

/** Says yes to what is proposed, with one click. */
export const approve = ({ page, t }: Reader): Promise<number> => press(page, t('tasks:decide.only'))

/** Waits for the task of an employer, and opens it. */
export async function openEmployerTask({ page, t }: Reader, home: string, reference: string): Promise<void> {
  await eventually(`a task about ${reference} for the employer`, async () => {
    await visit(page, `${home}/tasks`)
    return (await wordsOn(page)).includes(reference)
  })
  const row = page.locator('.row', { hasText: reference })
  await follow(page, new RegExp(t('start:step.provide-documents')), row)
}

/** Asks again and again until something holds: the worker needs its moment. */
export async function eventually<V>(what: string, find: () => Promise<V | false | undefined>): Promise<V> {
  const end = Date.now() + 20_000
  for (;;) {
    const found = await find()
    if (found) return found
    if (Date.now() > end) throw new Error(`${what} did not come within 20 seconds`)
    await new Promise((done) => setTimeout(done, 250))
  }
}
