import type { Page } from 'playwright-core'
import { addMonths, firstOfMonth, type IsoDate, swissDate } from '../../domain/dates.js'
import type { T } from '../../locales/i18n.js'
import { onePagePdf } from '../web/files.js'
import { arrive, field, follow, press, typeDay, under, visit } from './pages.js'

/** Somebody in front of a page, who reads it in a language. */
export interface Reader {
  page: Page
  t: T
}

export interface Child {
  firstName: string
  lastName: string
  ahvNumber: string
  birthDate: IsoDate
  sex: 'female' | 'male'
}

export const home = '/e/muster-bau'
export const thisMonth = firstOfMonth(swissDate(new Date()))
/** A day on which somebody was born who is four years old now. */
export const fourYearsAgo = addMonths(thisMonth, -51)

/** Finds an employee by name and opens their page. */
export async function openEmployee({ page }: Reader, name: string): Promise<void> {
  await visit(page, `${home}/employees`)
  await page.locator('main').getByRole('searchbox').fill(name)
  await arrive(page, () => page.locator('main').getByRole('searchbox').press('Enter'))
  await follow(page, new RegExp(name), page.getByRole('rowheader'))
}

/** Begins a report on an employee's page. */
export const beginReport = ({ page, t }: Reader, purpose: 'new' | 'end' = 'new'): Promise<number> =>
  arrive(page, () =>
    page.getByRole('button', { name: new RegExp(`^${t(`employees:report.${purpose}.title`)}`) }).click(),
  )

export const goOn = ({ page, t }: Reader): Promise<number> => press(page, t('common:button.continue'))

export async function fillRequest(reader: Reader, day = thisMonth): Promise<void> {
  await typeDay(under(reader.page, reader.t('familyAllowance:request.fromQuestion')), day)
  await goOn(reader)
}

/** Opens the form of a child; where other children are on file, it is asked for first. */
export async function openChild({ page, t }: Reader): Promise<void> {
  const others = page.locator('input[name=ticks]')
  if ((await others.count()) > 0 && (await field(page, t('familyAllowance:child.firstName')).count()) === 0)
    await press(page, t('familyAllowance:children.addNew'))
}

export async function fillChild(reader: Reader, child: Child): Promise<void> {
  const { page, t } = reader
  const ask = (key: string) => field(page, t(`familyAllowance:child.${key}`))
  await openChild(reader)
  await ask('firstName').fill(child.firstName)
  await ask('lastName').fill(child.lastName)
  await ask('ahvNumber').fill(child.ahvNumber)
  await typeDay(under(page, t('familyAllowance:child.birthDate')), child.birthDate)
  await field(page, t('familyAllowance:kind.child')).check()
  await field(page, t(`familyAllowance:sex.${child.sex}`)).check()
  await ask('residenceCanton').selectOption('SG')
  await ask('livesWith').selectOption('both')
  await ask('authority').selectOption('joint')
}

/** The other parent is known, does not work, and receives nothing. */
export async function fillOtherParent(reader: Reader, firstName: string, lastName: string): Promise<void> {
  const { page, t } = reader
  const ask = (key: string) => t(`familyAllowance:otherParent.${key}`)
  await field(under(page, ask('knownQuestion')), t('familyAllowance:known.yes')).check()
  await field(page, ask('firstName')).fill(firstName)
  await field(page, ask('lastName')).fill(lastName)
  await field(under(page, ask('workQuestion')), t('familyAllowance:work.none')).check()
  await field(under(page, ask('receivesQuestion')), t('familyAllowance:receives.no')).check()
  await goOn(reader)
}

export async function fillPayment(reader: Reader): Promise<void> {
  await field(reader.page, reader.t('familyAllowance:paidTo.employer')).check()
  await goOn(reader)
}

/** Chooses a certificate in the first form that takes a file. */
export const chooseCertificate = ({ page }: Reader, name = 'Geburtsurkunde.pdf'): Promise<void> =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: onePagePdf() })

/** Confirms and sends; answers the reference that the receipt shows. */
export async function send({ page, t }: Reader): Promise<string> {
  await field(page, t('mutations:check.confirm')).check()
  await press(page, t('mutations:check.send'))
  return shownReference(page)
}

export const shownReference = (page: Page): Promise<string> => page.locator('.receipt__ref').innerText()
