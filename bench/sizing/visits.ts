import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Knex } from 'knex'
import { generateSync } from 'otplib'
import { beginDraft } from '../../db/reports/drafts.js'
import type { Draft } from '../../db/reports/mutations.js'
import { demoPassword, demoSecret, userId } from '../../demo/accounts.js'
import { referenceFor } from '../../domain/references.js'
import { approveReview, checkPage, draftCase, statusPage } from '../../test/crash/cases.js'
import type { Person } from '../../test/crash/person.js'
import { eventually } from '../../test/eventually.js'
import { by } from '../../test/workflows/case.js'

const employerId = 'muster-bau'
const hrId = userId('hr@muster-bau.example')
const file = readFileSync(new URL('../../test/elm/elm5-5persons.xml', import.meta.url))

export const pagesPerLook = 10

/** Pages of an employer that must all be written anew, because something was changed; what is searched on the first of them is posted. */
export async function lookAround(db: Knex, hr: Person): Promise<void> {
  await draftCase(db, hrId)
  const base = `/e/${employerId}`
  const people: string[] = await db('employees').where({ employerId }).orderBy('id').limit(4).pluck('id')
  const sent = await hr.press(base, '#quick-search', { q: 'keller' })
  if (sent?.headers.get('location') !== `${base}/search`) throw new Error(`the search: ${sent?.status}`)
  const pages = ['/search', '/employees', '/tasks', '/messages', '/mutations']
  for (const path of [...pages, ...people.map((id) => `/employees/${id}`)]) {
    const answer = await hr.look(base + path)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    await answer.arrayBuffer()
  }
}

/** A draft of wages that somebody has begun by themselves. */
export function wages(db: Knex, way: Draft[string]): Promise<string> {
  const kind = 'salary-declaration' as const
  const reference = referenceFor(kind, randomBytes(8))
  return beginDraft(db, { kind, reference, employerId, employeeId: null, draft: { way } }, by(hrId))
}

/** Sent by the employer, looked at and approved by the office, closed with its letter. */
export async function decided(db: Knex, hr: Person, desk: Person, id: string): Promise<void> {
  await release(hr, id)
  await approveReview(db, desk, id)
  await eventually(`the end of ${id}`, () => db('mutations').where({ id, status: 'closed' }).first('id'))
}

/** Who signed in a while ago proves once more who they are before they release wages. */
async function release(hr: Person, id: string): Promise<void> {
  const send = () => hr.press(checkPage(id), 'main form', { confirm: 'yes' })
  let sent = await send()
  if (sent?.headers.get('location') === '/account/confirm') {
    await hr.press('/account/confirm', 'main form', { password: demoPassword })
    await hr.press('/sign-in/code', 'main form', { code: generateSync({ secret: demoSecret }) })
    sent = await send()
  }
  if (sent?.status !== 303) throw new Error(`sending ended with ${sent?.status}`)
}

/** A file of five persons comes in and is read. */
export async function fileOf(hr: Person, id: string): Promise<void> {
  const page = `${statusPage(id)}/wages`
  const token = (await hr.open(page))('main input[name=_csrf]').first().attr('value') ?? ''
  const form = new FormData()
  form.set('_csrf', token)
  form.set('file', new Blob([file]), 'wages.xml')
  const answer = await hr.give(`${page}/file`, form)
  if (answer.status !== 303) throw new Error(`the file ended with ${answer.status}`)
}
