import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { claimTask } from '../../db/tasks/claims.js'
import { answers } from '../domain/family-allowance/facts.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

const linesOf = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('";"'))

onEachDatabase((portal) => {
  describe('a list as a file', () => {
    let employer: { id: string; name: string; memberNumber: string }
    let desk: Visitor
    let hr: Visitor

    beforeEach(async () => {
      employer = (await portal.given.employer({ name: 'Aareholz AG', canton: 'BE' })) as never
      desk = await portal.signIn(await portal.given.user({ role: 'caseworker', name: 'Nadia Ammann' }))
      hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    })
    afterEach(() => portal.db('tasks').update({ status: 'withdrawn' }).where({ status: 'open' }))

    it('has the tasks of the desk as they are filtered, all pages of them, the most urgent first', async () => {
      for (let n = 0; n < 26; n++) await review(`Nr${String(n).padStart(2, '0')}`, { dueOn: '2026-12-01' })
      const first = await review('Nrfirst', { dueOn: '2026-11-20' })
      await review('Andere')
      const file = await desk.get('/office/export.csv?q=nr&page=2')
      expect(file.headers['content-disposition']).equal('attachment; filename="arbeitskorb-2026-11-23.csv"')
      const [headings, ...lines] = linesOf(file.text)
      expect(headings?.slice(0, 5)).deep.equal([
        'Frist',
        'Wiedervorlage',
        'Worauf gewartet wird',
        'Person',
        'Referenz',
      ])
      expect(lines).lengthOf(27)
      expect(lines[0]).deep.equal([
        ...['2026-11-20', '', '', 'Nrfirst Luca', first.mutation.reference, 'Familienzulagen', 'Prüfung'],
        ...['Aareholz AG', 'BE', '2026-11-23', '', ''],
      ])
    })

    it('says what waits and why, whose a task is, and never gives a program a formula', async () => {
      const me = await portal.given.user({ role: 'caseworker', name: '=Mara()' })
      const { task } = await review('=cmd()')
      await claimTask(portal.db, task.id, { actor: me.id, at: portal.clock.now() })
      const reason = 'Rückruf der Zivilstandsbehörde'
      await desk.get('/office')
      const own = await portal.signIn(me as never)
      await own.post('/office/follow-up', { task: task.id, when: 'week', reason })
      const [, line] = linesOf((await own.get('/office/export.csv?wait=later')).text)
      expect(line).to.include.members(['2026-11-30', reason, "'=cmd() Luca", "'=Mara()"])
      const { body } = await own.download('/office/export.xlsx?wait=later')
      const sheet = XLSX.read(body, { cellFormula: true }).Sheets.Arbeitskorb ?? {}
      const cells = Object.entries(sheet).filter(([name]) => !name.startsWith('!'))
      expect(cells.filter(([, cell]) => cell.f)).deep.equal([])
      expect(cells.map(([, cell]) => cell.v)).include.members(['Frist', "'=cmd() Luca", reason])
    })

    it('has the reports of an employer as they are filtered, and nobody else’s', async () => {
      const person = await portal.given.employee(employer.id, { lastName: 'Frei' })
      const sent = await portal.given.submitted(person, answers({}))
      await portal.given.task(sent)
      await portal.given.draft(await portal.given.employee(employer.id, { lastName: 'Berger' }))
      const other = await portal.given.employer()
      await portal.given.submitted(await portal.given.employee(other.id, { lastName: 'Frei' }), answers({}))
      const path = `/e/${employer.id}/mutations`
      const [headings, ...lines] = linesOf((await hr.get(`${path}/export.csv`)).text)
      expect(headings).deep.equal([
        ...['Referenz', 'Art', 'Person', 'Stand', 'Gespeichert', 'Eingereicht', 'Abgeschlossen'],
      ])
      expect(lines.map((line) => line[2])).have.members(['Berger Luca', 'Frei Luca'])
      const day = '2026-11-23'
      const [, found] = linesOf((await hr.get(`${path}/export.csv?q=frei&state=submitted`)).text)
      expect(found).deep.equal([
        sent.reference,
        'Familienzulagen',
        'Frei Luca',
        'Wartet auf Sie',
        day,
        day,
        '',
      ])
      expect((await hr.get(`/e/${other.id}/mutations/export.csv`)).status).equal(404)
    })

    it('has the tasks and drafts of an employer as they are filtered, and those that are done', async () => {
      const person = await portal.given.employee(employer.id, { lastName: 'Frei' })
      const sent = await portal.given.submitted(person, answers({}))
      const task = await portal.given.task(sent, {
        dueOn: '2026-12-01',
        details: { documents: [{ purpose: 'custody' }] },
      })
      const draft = await portal.given.draft(await portal.given.employee(employer.id, { lastName: 'Berger' }))
      const path = `/e/${employer.id}/tasks`
      const file = await hr.get(`${path}/export.csv`)
      expect(file.headers['content-disposition']).equal('attachment; filename="aufgaben-2026-11-23.csv"')
      const kind = 'Familienzulagen'
      expect(linesOf(file.text).slice(1)).deep.equal([
        ['2026-12-01', 'Unterlagen nachreichen', 'Frei Luca', kind, sent.reference, '0/1', '', ''],
        ['', 'Entwurf', 'Berger Luca', kind, draft.reference, '', '', ''],
      ])
      expect(linesOf((await hr.get(`${path}/export.csv?q=frei`)).text)).lengthOf(2)
      await portal.db('tasks').where({ id: task.id }).update({ status: 'done', closedAt: portal.clock.now() })
      const [, done] = linesOf((await hr.get(`${path}/export.csv?show=done&q=frei`)).text)
      expect(done?.at(-1)).equal('2026-11-23')
      const other = await portal.given.employer()
      expect((await hr.get(`/e/${other.id}/tasks/export.csv`)).status).equal(404)
    })

    it('has the messages of an employer as they are filtered, and when they were read', async () => {
      const person = await portal.given.employee(employer.id, { lastName: 'Frei' })
      const sent = await portal.given.submitted(person, answers({}))
      const { id } = await portal.given.message(sent)
      const path = `/e/${employer.id}/messages`
      const line = ['2026-11-23', 'Zulagenentscheid', 'Zulagenentscheid', 'Frei Luca', sent.reference]
      expect(linesOf((await hr.get(`${path}/export.csv?show=unread`)).text).slice(1)).deep.equal([
        [...line, ''],
      ])
      await hr.get(`${path}/${id}`)
      expect(linesOf((await hr.get(`${path}/export.csv?show=unread`)).text)).lengthOf(1)
      expect(linesOf((await hr.get(`${path}/export.csv?topic=decision`)).text)[1]).deep.equal([
        ...line,
        '2026-11-23',
      ])
      expect((await hr.download(`${path}/export.xlsx`)).status).equal(200)
      const noted = await portal.db('audit').where({ action: 'message.export' }).pluck('object')
      expect(noted).include(employer.id)
    })

    it('has for the office the reports of all, or of one employer, and no drafts', async () => {
      const person = await portal.given.employee(employer.id, { lastName: 'Frei' })
      const sent = await portal.given.submitted(person, answers({}))
      await portal.given.draft(person)
      const other = await portal.given.employer({ name: 'Garage Moser' })
      const theirs = await portal.given.submitted(await portal.given.employee(other.id), answers({}))
      const [, ...all] = linesOf((await desk.get('/office/mutations/export.csv')).text)
      const references = all.map(([reference]) => reference)
      expect(references).include.members([sent.reference, theirs.reference])
      const page = await desk.get(`/office/employers/${employer.id}`)
      const href = String(page.$('a[href*="export.csv"]').attr('href'))
      const [, ...own] = linesOf((await desk.get(href)).text)
      expect(own.map(([reference, , , name]) => [reference, name])).deep.equal([
        [sent.reference, 'Aareholz AG'],
      ])
    })

    it('has the register as it is filtered', async () => {
      await portal.given.user({ employers: [employer.id] })
      await portal.given.employer({ name: 'Garage Aare', canton: 'SG' })
      const [headings, ...lines] = linesOf((await desk.get('/office/employers/export.csv?canton=BE')).text)
      expect(headings?.[1]).equal('Mitgliednummer')
      const own = lines.find((line) => line[1] === employer.memberNumber)
      expect(own).deep.equal(['Aareholz AG', employer.memberNumber, '', 'St. Gallen', 'BE', '2', '0'])
      expect(lines.filter((line) => line[4] !== 'BE')).deep.equal([])
    })

    it('is not made of more than ten thousand rows: the list says how to get it', async () => {
      const many = Array.from({ length: 10_001 }, (_, n) => ({
        ...{ id: `many-${n}`, memberNumber: `99.${n}`, name: 'Viele', language: 'de', street: 'Weg 1' },
        ...{ zip: '9000', city: 'Urnäsch', canton: 'AR' },
      }))
      await portal.db.batchInsert('employers', many, 500)
      const refused = await desk.get('/office/employers/export.xlsx?canton=AR')
      expect(refused.status).equal(303)
      expect(refused.headers.location).equal('/office/employers?canton=AR')
      expect((await desk.get('/office/employers?canton=AR')).words).contain(
        'Die Liste hat mehr als 10’000 Zeilen. Grenzen Sie sie mit Suche oder Filtern ein',
      )
      expect((await desk.get('/office/employers/export.csv?canton=AR&q=99.10000')).status).equal(200)
      await portal.db('employers').where({ canton: 'AR' }).delete()
    })

    it('is linked below each list with its search and filters, and gone where nothing is found', async () => {
      await review('Frei')
      const at = async (someone: Visitor, path: string) =>
        (await someone.get(path))
          .$('.listbar__end a[href*="export."]')
          .toArray()
          .map(({ attribs }) => attribs.href)
      expect(await at(desk, '/office?q=frei&kind=family-allowance')).deep.equal([
        '/office/export.xlsx?q=frei&kind=family-allowance',
        '/office/export.csv?q=frei&kind=family-allowance',
      ])
      expect(await at(desk, '/office?q=niemand')).deep.equal([])
      expect(await at(desk, '/office/mutations?q=frei&state=open')).lengthOf(2)
      expect(await at(desk, '/office/employers?canton=BE')).include('/office/employers/export.csv?canton=BE')
      const base = `/e/${employer.id}/mutations`
      expect(await at(hr, `${base}?q=frei&state=submitted`)).include(
        `${base}/export.csv?q=frei&state=submitted`,
      )
    })

    it('is in the audit: who took what along, and which columns', async () => {
      const person = await portal.given.employee(employer.id)
      const { id } = await portal.given.submitted(person, answers({}))
      await hr.get(`/e/${employer.id}/mutations/export.csv`)
      await hr.get(`/e/${employer.id}/mutations/${id}/history.csv`)
      await review('Frei')
      await desk.get('/office/export.csv')
      await desk.get('/office/employers/export.csv')
      const noted = await portal
        .db('audit')
        .whereLike('action', '%.export')
        .select('action', 'object', 'employerId', 'fields')
      expect(noted.filter((it) => it.employerId === employer.id)).deep.equal([
        {
          ...{ action: 'mutation.export', object: employer.id, employerId: employer.id },
          fields: 'reference kind person state saved sent closed',
        },
        { action: 'mutation.export', object: id, employerId: employer.id, fields: '' },
      ])
      const offices = noted.filter((it) => it.employerId === null).map(({ action }) => action)
      expect(offices).include.members(['task.export', 'employer.export'])
    })

    it('tells what happened to a report, the office its own side, an employer only what it may see', async () => {
      const { mutation, task } = await review('Frei')
      const me = await portal.given.user({ role: 'caseworker', name: 'Nora Wyss' })
      await claimTask(portal.db, task.id, { actor: me.id, at: portal.clock.now() })
      const page = await hr.get(`/e/${employer.id}/mutations/${mutation.id}`)
      const href = String(page.$('a[href$="history.csv"]').attr('href'))
      const { body } = await hr.download(String(page.$('a[href$="history.xlsx"]').attr('href')))
      expect(XLSX.read(body).SheetNames).deep.equal([mutation.reference])
      const file = await hr.get(href)
      expect(file.headers['content-disposition']).contain(`verlauf-${mutation.reference}-2026-11-23.csv`)
      expect(linesOf(file.text)[0]).deep.equal(['Wann', 'Was', 'Wer', 'Frist', 'Tage'])
      expect(file.text).not.contain('Nora Wyss')
      expect((await desk.get(`/office/mutations/${mutation.id}/history.csv`)).text).contain('Nora Wyss')
      const stranger = await portal.given.employer()
      const other = await portal.signIn(await portal.given.user({ employers: [stranger.id] }))
      expect((await other.get(`/e/${stranger.id}/mutations/${mutation.id}/history.csv`)).status).equal(404)
    })

    async function review(lastName: string, changes: object = {}) {
      const mutation = await portal.given.submitted(
        await portal.given.employee(employer.id, { lastName }),
        answers({}),
      )
      return { mutation, task: await portal.given.task(mutation, { side: 'fund', ...changes }) }
    }
  })
})
