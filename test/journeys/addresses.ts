import { expect } from 'chai'
import { addMonths } from '../../domain/dates.js'
import {
  beginReport,
  fillOtherParent,
  fillPayment,
  fillRequest,
  goOn,
  home,
  openEmployee,
  type Reader,
  thisMonth,
} from './filling.js'
import { claim, findTask } from './office.js'
import { field, press, typeDay, under, visit, wordsOn } from './pages.js'

/** The addresses of an employer's pages, each kind in its states; `forms` are those that a clerk can fill in wrongly. */
export async function employerAddresses(clerk: Reader) {
  const draft = await draftWithTraining(clerk)
  const staffList = await previewOfList(clerk)
  const topics = ['request', 'employment', 'children', 'training', 'documents', 'payment', 'check-answers']
  const lists = ['', '/employees', '/tasks', '/messages', '/mutations'].map((it) => home + it)
  const forms = [
    `${draft}/other-parent`,
    `${draft}/children?at=new`,
    await addressIn(clerk, `${home}/tasks`, 'Rahel Bischof'),
  ]
  return {
    lists,
    forms,
    steps: topics.map((topic) => `${draft}/${topic}`),
    others: [
      ...['/employees?q=nobody', '/employees?report=family-allowance', '/tasks?q=nobody', '/nowhere'].map(
        (it) => home + it,
      ),
      await addressIn(clerk, `${home}/employees`, 'Bischof'),
      await addressIn(clerk, `${home}/employees`, 'Frischknecht'),
      await addressIn(clerk, `${home}/tasks?show=done`, 'Ursula Lutz'),
      await addressIn(clerk, `${home}/messages`, 'Zulagenentscheid'),
      await addressIn(clerk, `${home}/mutations?q=Lutz`, 'Ursula Lutz'),
      await addressIn(clerk, `${home}/mutations?q=Frischknecht`, 'Thomas Frischknecht'),
      `${await addressIn(clerk, `${home}/mutations?q=Beat`, 'Beat Manser')}/recall`,
      `${draft}/delete`,
      `${home}/employees/import`,
      staffList,
      '/help',
      '/demo/mailbox',
    ],
  }
}

/** The addresses of the office's pages; `mine` is a review that the caseworker has taken over. */
export async function officeAddresses(caseworker: Reader) {
  const { page } = caseworker
  await findTask(caseworker, 'Graf Samuel')
  await claim(caseworker)
  const mine = new URL(page.url()).pathname
  const tabs = page.locator('#sheet')
  const certificate = await tabs.getByRole('link', { name: /Geburtsurkunde/ }).getAttribute('href')
  return {
    desk: '/office',
    mine,
    others: [
      ...[
        '/office?q=nobody',
        '/office/workload',
        '/office/absences',
        '/office/mutations',
        '/office/nowhere',
        String(certificate),
      ],
      await addressIn(caseworker, '/office', 'Lutz'),
      await addressIn(caseworker, '/office?step=second-review', 'Fontana'),
      await addressIn(caseworker, '/office/mutations?q=Frischknecht', 'Frischknecht Thomas'),
      await addressIn(caseworker, '/office/mutations?q=Graf', 'Graf Samuel'),
    ],
  }
}

/** A draft about a child in training: it meets every topic. */
async function draftWithTraining(clerk: Reader): Promise<string> {
  const { page } = clerk
  await openEmployee(clerk, 'Petrović')
  await beginReport(clerk)
  await fillRequest(clerk)
  await goOn(clerk)
  await field(page, 'Luka Petrović').check()
  await goOn(clerk)
  await fillOtherParent(clerk, 'Jelena', 'Petrović')
  await field(page, 'Art der Ausbildung').selectOption('apprenticeship')
  await field(page, 'Schule oder Lehrbetrieb').fill('Schreinerei Keller, Wil')
  await typeDay(under(page, 'Beginn'), addMonths(thisMonth, -12))
  await typeDay(under(page, 'Voraussichtliches Ende'), addMonths(thisMonth, 12))
  await goOn(clerk)
  await goOn(clerk)
  await fillPayment(clerk)
  expect(await wordsOn(page)).to.include('Stimmt alles?')
  return new URL(page.url()).pathname.replace('/check-answers', '')
}

/** A staff list with a row of each kind, sent and not taken over. */
async function previewOfList({ page }: Reader): Promise<string> {
  await visit(page, `${home}/employees/import`)
  const rows = [
    'Nachname;Vorname;Geburtsdatum;AHV-Nummer;Pensum',
    'Neu;Nora;1.1.2000;;80',
    'Falsch;Fritz;31.2.1990;756.9217.0769.84;180',
  ]
  const file = { name: 'Personal.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) }
  await field(page, 'Datei mit Ihrer Personalliste').setInputFiles(file)
  await press(page, 'Vorschau zeigen')
  return new URL(page.url()).pathname
}

/** The address behind the entry of a list that names somebody. */
async function addressIn({ page }: Reader, list: string, name: string): Promise<string> {
  await visit(page, list)
  const entry = page.locator('main .row, main tbody tr').filter({ hasText: name }).first()
  return String(await entry.getByRole('link').first().getAttribute('href'))
}
