import { invite } from '../../db/access/invitations.js'
import { sendResetLink } from '../../db/access/reset-links.js'
import { userByEmail } from '../../db/access/users.js'
import { deliverNext, messageOf } from '../../db/mailings/delivery.js'
import { addMailingFile } from '../../db/mailings/files.js'
import { beginMailing, saveMailing, sendMailing } from '../../db/mailings/mailings.js'
import { runMutation } from '../../db/reports/outcomes.js'
import { createSystem } from '../../db/systems/systems.js'
import type { MutationKind } from '../../domain/kinds.js'
import { journeys } from '../../web/mutations/journeys.js'
import { answers } from '../domain/family-allowance/facts.js'
import { asked, pupil } from './certificate-given.js'
import { begin, day, fillIn } from './family-allowance-typed.js'
import { mailTo } from './mails.js'
import { typed as mothers } from './maternity-typed.js'
import { hostile } from './naughty-strings.js'
import { fillInEntry, somebody, typedEntry } from './new-employee-typed.js'
import type { Portal } from './portal.js'
import { password, type Visitor } from './visitor.js'

export const names = [
  ...['nobody', 'administrator', 'agent', 'caseworker', 'supervisor', 'system-administrator'],
  ...['with-password', 'with-link', 'with-invitation', 'with-new-password'],
] as const
export type Name = (typeof names)[number]
export interface Page {
  who: Name
  path: string
}

/** People at every step of coming in, and an office where everything has hostile names and waits to be filled in. */
export async function furnish(portal: Portal) {
  const { given, db } = portal
  let turn = 0
  const text = (most: number) => (hostile[turn++ % hostile.length] ?? '').slice(0, most)
  const employer = await given.employer({ name: text(90), street: text(60), city: text(40) })
  const second = await given.employer({ name: text(90) })
  const someone = (changes: object = {}) =>
    given.employee(employer.id, {
      firstName: text(50),
      lastName: text(50),
      street: text(60),
      city: text(40),
      employment: { function: text(60), workplace: text(60) },
      ...changes,
    })
  const person = await someone()
  await given.child(person, { firstName: text(50), lastName: text(50) })
  const admin = await given.user({ employers: [employer.id], name: text(80) })
  const agent = await given.user({ employers: [employer.id, second.id], name: text(80) })
  await db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
  const staff = (role: string) => given.user({ role, name: text(80) })
  const [caseworker, supervisor, system] = [
    await staff('caseworker'),
    await staff('supervisor'),
    await staff('system-administrator'),
  ]
  const people = {
    nobody: portal.visitor(),
    administrator: await portal.signIn(admin),
    agent: await portal.signIn(agent),
    caseworker: await portal.signIn(caseworker),
    supervisor: await portal.signIn(supervisor),
    'system-administrator': await portal.signIn(system),
    ...{ 'with-password': portal.visitor(), 'with-link': portal.visitor() },
    ...{ 'with-invitation': portal.visitor(), 'with-new-password': portal.visitor() },
  } satisfies Record<Name, Visitor>
  const pages: Page[] = [
    ...(await atTheDoor(portal, people, employer.id, admin.email)),
    ...(await reported(portal, people.caseworker, await someone(), admin.id, text)),
    ...(await begun(portal, people.administrator, employer.id, someone)),
    ...(await mailed(portal, caseworker.id, employer.id, text)),
    { who: 'agent', path: '/inbox' },
  ]
  const by = { actor: system.id, at: portal.clock.now() }
  const { id: program } = await createSystem(db, { name: text(60), scopes: [] }, by)
  const at = `/office/systems/${program}`
  await people['system-administrator'].post(`${at}/webhook`, {
    url: 'https://kern.example/hook',
    status: 'on',
  })
  const gone = await someone({ employment: { startsOn: '2008-01-01', endsOn: '2010-12-31' } })
  pages.push({ who: 'administrator', path: `/e/${employer.id}/messages?show=unread` })
  pages.push({ who: 'system-administrator', path: at })
  await people.supervisor.post('/office/teams', { name: 'Ost', cantons: ['TG'], members: [caseworker.id] })
  pages.push({ who: 'supervisor', path: '/office/teams' })
  pages.push({ who: 'caseworker', path: '/office?kind=family-allowance' })
  pages.push({ who: 'supervisor', path: `/office/persons/${gone.id}/erasure` })
  pages.push({ who: 'supervisor', path: `/office/persons/${gone.id}` })
  return { people, pages, employer: employer.id, person }
}

/** Whoever has proved a part of who they are: the pages they see before they are in. */
async function atTheDoor(portal: Portal, people: Record<Name, Visitor>, employerId: string, email: string) {
  await people['with-password'].get('/sign-in')
  await people['with-password'].post('/sign-in', { email, password })
  const { db, deps, clock } = portal
  const invited = async (who: Name) => {
    const to = `${who}@stranger.example`
    const stranger = { email: to, name: 'Nina Neu', language: 'de', role: 'employer', employerId } as const
    const by = { actor: 'admin', at: clock.now() }
    await invite(db, deps.vault, { ...stranger, mandate: { role: 'member' } }, by)
    const { token, code } = await mailTo(portal, to, 'activation')
    await people[who].get(`/activate/${token}`)
    return { token, code }
  }
  const link = await invited('with-link')
  for (const who of ['with-invitation', 'with-new-password'] as const) {
    const { token, code } = await invited(who)
    await people[who].post(`/activate/${token}`, { code })
  }
  const own = 'vier Velos im Regen'
  await people['with-new-password'].get('/activate/password')
  await people['with-new-password'].post('/activate/password', { password: own, again: own })
  await people['with-new-password'].get('/activate/phone')
  await people['with-new-password'].post('/activate/phone', { phone: '+41 79 123 45 68' })
  const forgetful = await userByEmail(db, email)
  if (forgetful) await sendResetLink(db, deps.vault, forgetful, { actor: 'anonymous', at: clock.now() })
  const reset = await mailTo(portal, email, 'reset')
  await people.administrator.post('/account/email', { email: 'other@stranger.example' })
  await people.administrator.post('/account/phone', { phone: '+41 79 123 45 67' })
  return [
    { who: 'nobody', path: `/reset/${reset.token}` },
    { who: 'with-link', path: `/activate/${link.token}` },
    { who: 'with-invitation', path: '/activate/password' },
    ...['/activate/app', '/activate/phone', '/activate/phone/code'].map((path) => ({
      who: 'with-new-password',
      path,
    })),
    ...['code', 'app', 'sms', 'recovery-code'].map((it) => ({
      who: 'with-password',
      path: `/sign-in/${it}`,
    })),
    ...['phone', 'phone/code', 'email/code', 'recovery-codes', 'app'].map((it) => ({
      who: 'administrator',
      path: `/account/${it}`,
    })),
  ] as Page[]
}

/** A report with everything that comes of one, and a review that the caseworker has taken. */
async function reported(
  { given, db }: Portal,
  desk: Visitor,
  person: Person,
  actor: string,
  text: (most: number) => string,
): Promise<Page[]> {
  const sent = await given.submitted(person, { ...answers({}), remarks: text(200), children: [] }, actor)
  await given.message(sent)
  await db('documents')
    .where({ mutationId: sent.id })
    .update({ name: `${text(60)}.pdf` })
  const task = await given.task(sent, { details: { documents: [{ purpose: 'birth-certificate' }] } })
  const review = await given.task(sent, { side: 'fund' })
  await desk.post(`/office/tasks/${review.id}/claim`)
  const at = `/e/${person.employerId}`
  return [
    { who: 'caseworker', path: `/office/tasks/${review.id}` },
    { who: 'administrator', path: `${at}/tasks/${task.id}` },
    { who: 'administrator', path: `${at}/mutations/${sent.id}` },
    { who: 'administrator', path: `${at}/mutations/${sent.id}/recall` },
    { who: 'administrator', path: `${at}/employees/${person.id}` },
    { who: 'caseworker', path: `/office/mutations/${sent.id}` },
  ]
}

/** A message of the office that an employer has, and one that is being written. */
async function mailed(
  { db, clock }: Portal,
  actor: string,
  employerId: string,
  text: (most: number) => string,
): Promise<Page[]> {
  const by = { actor, at: clock.now() }
  const write = async () => {
    const id = await beginMailing(db, { employers: [employerId] }, by)
    await saveMailing(db, id, { topic: 'general', subject: text(100), text: text(200) }, by)
    await addMailingFile(db, id, { name: `${text(60)}.pdf`, bytes: Buffer.from('%PDF') }, 1, by)
    return id
  }
  const [sent, draft] = [await write(), await write()]
  await sendMailing(db, sent, 1, by)
  await deliverNext(db, sent, '', 1, by)
  return [
    { who: 'caseworker', path: `/office/mailings/${draft}/edit` },
    { who: 'caseworker', path: `/office/mailings/${draft}/check` },
    { who: 'caseworker', path: `/office/mailings/${sent}` },
    { who: 'administrator', path: `/e/${employerId}/messages/${messageOf(sent, employerId)}` },
  ]
}

type Person = { id: string; employerId: string }

/** A draft of each kind, filled in so that each of its steps can be opened. */
async function begun(
  portal: Portal,
  hr: Visitor,
  employerId: string,
  someone: (changes?: object) => Promise<Person>,
) {
  const base = `/e/${employerId}/mutations`
  const paths: string[] = []
  const open = async (kind: string, steps: Record<string, Fields>, employee?: string) => {
    const { headers } = await hr.post(base, { kind, employee })
    const url = String(headers.location)
    for (const [slug, fields] of Object.entries(steps)) await hr.post(`${url}/${slug}`, fields)
    paths.push(
      ...(journeys[kind as MutationKind].steps as { slug: string }[]).map(({ slug }) => `${url}/${slug}`),
    )
    return url
  }
  const parent = await someone()
  const child = await portal.given.child(parent)
  const family = await begin(hr, base, parent.id)
  await fillIn(hr, family, child.id)
  await hr.post(`${family}/children/${child.id}`, {})
  paths.push(...journeys['family-allowance'].steps.map(({ slug }) => `${family}/${slug}`))
  const mother = await open('maternity', mothers, (await someone({ sex: 'female' })).id)
  paths.push(`${mother}/check-answers`)
  const { birth, employment, wage } = mothers
  const hers = { birth: { ...birth, by: 'mother' }, employment, wage, 'leave-pay': mothers['leave-pay'] }
  const byLink = await open('maternity', hers, (await someone({ sex: 'female' })).id)
  paths.push(`${byLink}/part-link`)
  const linked = await open('maternity', hers, (await someone({ sex: 'female' })).id)
  const email = 'mother@stranger.example'
  await hr.post(`${linked}/part-link`, { act: 'send', email, language: 'de' })
  const { token } = await mailTo(portal, email, 'part-link')
  const running = await open('maternity', mothers, (await someone({ sex: 'female' })).id)
  await hr.post(`${running}/check-answers`, { confirm: 'yes' })
  const by = { actor: 'system', at: portal.clock.now() }
  await portal.db.transaction((trx) => runMutation(trx, running.split('/').at(-1) ?? '', 'granted', by))
  paths.push(running)
  await open('other-parent-leave', { ...mothers, leave: weekOff }, (await someone()).id)
  const { card } = typedEntry
  const entry = String((await hr.post(base, { kind: 'new-employee' })).headers.location)
  await fillInEntry(hr, entry, somebody())
  await hr.post(`${entry}/card`, card)
  paths.push(...journeys['new-employee'].steps.map(({ slug }) => `${entry}/${slug}`))
  await open(
    'termination',
    { exit: { reason: 'notice-employee', ...day('lastDay', '31.12.2026') } },
    (await someone()).id,
  )
  await open('work-interruption', interruption, (await someone()).id)
  const wages = await open('salary-declaration', { way: { year: '2025', way: 'online' } })
  await hr.post(`${wages}/wages/staff`)
  paths.push(`${wages}/wages/persons/0`, `${wages}/wages/persons`)
  const taught = await pupil(portal, employerId)
  paths.push((await asked(portal, taught.child.id)).path)
  const part = journeys.maternity.part?.steps ?? []
  return [
    ...paths.map((path) => ({ who: 'administrator' as const, path })),
    ...part.map(({ slug }) => ({ who: 'nobody' as const, path: `/part/${token}/${slug}` })),
  ]
}

type Fields = Record<string, string | string[] | undefined>
const weekOff = { by: 'weeks', from: '5.10.2026', to: '11.10.2026', died: 'no' }
const interruption = {
  reason: { reason: 'illness' },
  period: { ...day('begin', '31.10.2026'), resumed: 'no' },
}
