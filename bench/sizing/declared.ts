import { type CheerioAPI, load } from 'cheerio'
import type { Knex } from 'knex'
import type { Config } from '../../config.js'
import { approveReview } from '../../test/crash/cases.js'
import { type Person, signedIn } from '../../test/crash/person.js'
import { eventually } from '../../test/eventually.js'
import { declareTask, year } from './called.js'
import type { Asked } from './employers.js'
import { elmFile, excelFile } from './wage-files.js'

export const ways = ['elm', 'excel', 'online'] as const
export type Way = (typeof ways)[number]

/** The portal, its office at work, and an employer's call. */
export interface Declaring {
  url: string
  db: Knex
  config: Pick<Config, 'office'>
  desk: Person
  asked: Asked
  /** The draft that answers. */
  id: string
  /** From where they sign in: one address may try so many times only. */
  from: string
}

/**
 * Somebody signs in, declares the wages that were asked for, page by page, and releases them; the office looks at them and accepts; it is
 * closed with its statement, which the employer reads.
 */
export async function declared(way: Way, scene: Declaring): Promise<void> {
  const { url, db, desk, asked, id, from } = scene
  const base = `/e/${asked.employerId}`
  const report = `${base}/mutations/${id}`
  const hr = await signedIn(url, asked.email, undefined, { 'x-forwarded-for': from })
  for (const path of [base, `${base}/tasks`, `${base}/tasks/${declareTask(id)}`]) await shown(hr, path)
  await sent(hr, `${report}/way`, 'main form', { year: String(year), way })
  await shown(hr, `${report}/wages`)
  await handIn[way](hr, `${report}/wages`, scene)
  await isRead(scene)
  await sent(hr, `${report}/wages`, 'form[action$="/wages"]', {})
  const findings = await shown(hr, `${report}/findings`)
  const confirmed = typedIn(findings, 'form.question input[type=checkbox]')
  await sent(hr, `${report}/findings`, 'form.question', confirmed)
  await sent(hr, `${report}/check-answers`, 'main form', { confirm: 'yes' })
  await shown(hr, report)
  await shown(desk, '/office/declarations')
  await approveReview(db, desk, id, 'Geprüft.')
  await eventually(`the end of ${id}`, () => db('mutations').where({ id, status: 'closed' }).first('id'))
  for (const path of ['messages', `messages/${id}/statement`]) await shown(hr, `${base}/${path}`)
}

type HandIn = (hr: Person, wages: string, scene: Declaring) => Promise<void>

const handIn: Record<Way, HandIn> = {
  async elm(hr, wages, { db, config, asked }) {
    await give(hr, wages, await elmFile(db, config.office.number, asked), 'Löhne.xml')
  },

  async excel(hr, wages, { db, asked }) {
    const template = await hr.look(`${wages}/template.xlsx`)
    if (template.status !== 200) throw new Error(`the template ended with ${template.status}`)
    await template.arrayBuffer()
    await give(hr, wages, await excelFile(db, asked), 'Lohnmeldung.xlsx')
  },

  /** Their staff is there; each person is opened, gets its wages, and leads to the next. */
  async online(hr, wages, scene) {
    await sent(hr, wages, 'form[action$="/staff"]', {})
    await isRead(scene)
    const persons = (await shown(hr, `${wages}/persons`))('main a[href*="/persons/"]').length - 1
    for (let n = 0; n < persons; n++) {
      const page = `${wages}/persons/${n}`
      const typed = typedIn(await shown(hr, page), 'main form input:not([type=checkbox]), main form select')
      const paid = {
        'line-0-ahv': '78000.00',
        'line-0-alv': '78000.00',
        'line-0-alvFree': '',
        'line-0-wage': '',
      }
      await sent(hr, page, 'main form', { ...typed, ...paid, next: '1' })
    }
  },
}

const isRead = ({ db, id }: Declaring) =>
  eventually(`the wages of ${id} are read`, () =>
    db('declarations').where({ mutationId: id, state: 'read' }).first('mutationId'),
  )

async function give(hr: Person, wages: string, file: Blob, name: string): Promise<void> {
  const page = await shown(hr, wages)
  const form = new FormData()
  form.set('_csrf', String(page('main input[name=_csrf]').first().attr('value')))
  form.set('file', file, name)
  const answer = await hr.give(`${wages}/file`, form)
  if (answer.status !== 303) throw new Error(`the file ended with ${answer.status}`)
}

async function shown(person: Person, path: string): Promise<CheerioAPI> {
  const answer = await person.look(path)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return load(await answer.text())
}

async function sent(person: Person, path: string, form: string, fields: Record<string, string>) {
  const answer = await person.press(path, form, fields)
  if (answer?.status !== 303) throw new Error(`${path} sent: ${answer?.status}`)
}

/** What stands in the fields of a form. */
function typedIn(page: CheerioAPI, fields: string): Record<string, string> {
  const all = page(fields).toArray()
  return Object.fromEntries(all.map((it) => [page(it).attr('name') ?? '', String(page(it).val() ?? '')]))
}
