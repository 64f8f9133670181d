import { expect } from 'chai'
import { answers } from '../domain/family-allowance/facts.js'
import { chosenColumns, headingsIn } from './columns-shown.js'
import { onEachDatabase } from './portal.js'
import type { Account, Answer, Visitor } from './visitor.js'

const headings = headingsIn('#people')

const firstLine = ({ text }: Answer) => text.split('\r\n')[0]

onEachDatabase((portal) => {
  describe('The columns of an employer’s lists', () => {
    let base: string
    let hr: Visitor
    let me: Account
    let reference: string

    beforeEach(async () => {
      const employer = await portal.given.employer({ name: 'Aareholz AG' })
      const person = await portal.given.employee(employer.id, {
        lastName: 'Frei',
        employment: { personnelNumber: 'P-88', function: 'Polierin' },
      })
      const sent = await portal.given.submitted(person, answers({}))
      await portal.given.task(sent)
      await portal.given.message(sent)
      reference = sent.reference
      base = `/e/${employer.id}`
      me = (await portal.given.user({ employers: [employer.id] })) as never
      hr = await portal.signIn(me)
    })

    const choose = (list: string, columns: string[], more: object = {}) =>
      hr.post(`${base}/columns`, { list, columns, ...more })
    const meta = async (list: string) => (await hr.get(`${base}/${list}`)).$('.row__meta').first().text()

    it('are those everybody looks for, until somebody chooses, for the people', async () => {
      const usual = ['Name', 'AHV-Nummer', 'Arbeitsort', 'Seit', 'Zulagen pro Monat', 'Offen']
      const before = await hr.get(`${base}/employees?q=frei`)
      expect(headings(before)).deep.equal(usual)
      expect(chosenColumns(before)).deep.equal(['ahvNumber', 'place', 'since', 'monthly', 'open'])
      const from = String(before.$('form[action$="/columns"] input[name=from]').attr('value'))
      const saved = await choose('employees', ['personnelNumber', 'function', 'open'], { from })
      expect(saved.headers.location).equal(`${base}/employees?q=frei`)
      const after = await hr.get(`${base}/employees?q=frei`)
      expect(after.words).contain('Ihre Spalten sind gespeichert.')
      expect(headings(after)).deep.equal(['Name', 'Personalnummer', 'Funktion', 'Offen'])
      expect(after.$('#people tbody tr').children()).lengthOf(4)
      expect(after.$('#people tbody tr').text()).contain('P-88').and.contain('Polierin')
      expect(headings(await (await portal.signIn(me)).get(`${base}/employees`))).deep.equal(headings(after))
      await choose('employees', [], { do: 'usual' })
      expect(headings(await hr.get(`${base}/employees`))).deep.equal(usual)
    })

    it('leave the staff list whole, which is read in again', async () => {
      await choose('employees', ['open'])
      const page = await hr.get(`${base}/employees`)
      expect(page.words).contain('Die Datei hat immer alle Spalten')
      expect(firstLine(await hr.get(`${base}/employees/export.csv`))).contain('"AHV-Nummer";"Personalnummer"')
    })

    it('are chosen for tasks, and their file has the same', async () => {
      expect(await meta('tasks')).match(/^Familienzulagen, FZ-/)
      expect(firstLine(await hr.get(`${base}/tasks/export.csv`))).contain(
        '"Person";"Art der Meldung";"Referenz"',
      )
      await choose('tasks', ['reference'])
      expect(await meta('tasks')).equal(reference)
      expect(firstLine(await hr.get(`${base}/tasks/export.csv`))).equal(
        '\uFEFF"Frist";"Aufgabe";"Person";"Referenz";"Erledigt"',
      )
      const noted = await portal.db('audit').where({ action: 'task.export', actor: me.id }).pluck('fields')
      expect(noted.at(-1)).equal('due task person reference closed')
    })

    it('are chosen for messages, and their file has the same', async () => {
      expect(await meta('messages')).equal(`Luca Frei, ${reference}`)
      await choose('messages', ['reference'])
      const page = await hr.get(`${base}/messages`)
      expect(page.$('#messages .row').text()).contain(reference).and.not.contain('Luca Frei')
      expect(page.$('#messages .row__end')).lengthOf(0)
      expect(firstLine(await hr.get(`${base}/messages/export.csv`))).equal(
        '\uFEFF"Titel";"Referenz";"Gelesen"',
      )
    })

    it('are chosen for reports, beside those of the office', async () => {
      expect(await meta('mutations')).match(/^FZ-\w{4}-\w{4} · eingereicht heute, /)
      const saved = await choose('reports', ['reference'], { from: `${base}/mutations?state=open` })
      expect(saved.headers.location).equal(`${base}/mutations?state=open`)
      expect(await meta('mutations')).equal(reference)
      expect(firstLine(await hr.get(`${base}/mutations/export.csv`))).equal(
        '\uFEFF"Referenz";"Art";"Person";"Stand"',
      )
    })

    it('are of the employer’s own lists alone, and lead back to them alone', async () => {
      expect((await choose('desk', ['due'])).status).equal(404)
      expect((await choose('mutations', ['days'])).status).equal(404)
      const away = await choose('tasks', ['kind'], { from: '/e/other/tasks?q=1' })
      expect(away.headers.location).equal(`${base}/tasks`)
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      expect((await desk.post('/office/columns', { list: 'tasks', columns: 'kind' })).status).equal(404)
    })
  })
})
