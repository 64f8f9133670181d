import { expect } from 'chai'
import { answers } from '../domain/family-allowance/facts.js'
import { chosenColumns, headingsIn } from './columns-shown.js'
import { onEachDatabase } from './portal.js'
import type { Account, Visitor } from './visitor.js'

onEachDatabase((portal) => {
  describe('the columns of a list', () => {
    let me: Account
    let desk: Visitor

    beforeEach(async () => {
      const employer = await portal.given.employer({ name: 'Aareholz AG' })
      const person = await portal.given.employee(employer.id, { lastName: 'Frei' })
      await portal.given.task(await portal.given.submitted(person, answers({})), { side: 'fund' })
      me = (await portal.given.user({ role: 'caseworker' })) as never
      desk = await portal.signIn(me)
    })
    afterEach(() => portal.db('tasks').update({ status: 'withdrawn' }).where({ status: 'open' }))

    const headings = headingsIn('#desk')
    const all = ['Auswahl', 'Frist', 'Person', 'Art', 'Mitglied', 'Kt.', 'Eingang', 'Zuständig']

    it('are chosen with a form, come back to the list as it was, and stay with whoever chose them', async () => {
      const before = await desk.get('/office?q=frei')
      expect(headings(before)).deep.equal(all)
      expect(chosenColumns(before)).deep.equal(['due', 'kind', 'employer', 'canton', 'received', 'proposal'])
      const from = String(before.$('form[action="/office/columns"] input[name=from]').attr('value'))
      const saved = await desk.post('/office/columns', { list: 'desk', from, columns: ['employer', 'due'] })
      expect(saved.headers.location).equal('/office?q=frei')
      const after = await desk.get('/office?q=frei')
      expect(after.words).contain('Ihre Spalten sind gespeichert.')
      expect(headings(after)).deep.equal(['Auswahl', 'Frist', 'Person', 'Mitglied', 'Zuständig'])
      expect(after.$('#desk tbody tr').children()).lengthOf(5)
      expect(headings(await desk.part('/office?q=frei'))).deep.equal(headings(after))
      expect(headings(await (await portal.signIn(me)).get('/office'))).deep.equal(headings(after))
      const colleague = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      expect(headings(await colleague.get('/office'))).deep.equal(all)
    })

    it('are those of its file as well', async () => {
      await desk.post('/office/columns', { list: 'desk', columns: ['canton', 'memberNumber'] })
      const page = await desk.get('/office')
      expect(headings(page)).deep.equal(['Auswahl', 'Person', 'Mitgliednummer', 'Kt.', 'Zuständig'])
      expect(page.$('#desk tbody td .num').text()).match(/^47\.\d+-0$/)
      const { text } = await desk.get('/office/export.csv')
      expect(text.split('\r\n')[0]).equal('\uFEFF"Person";"Referenz";"Mitgliednummer";"Kanton";"Zuständig"')
      const noted = await portal.db('audit').where({ action: 'task.export', actor: me.id }).first('fields')
      expect(noted?.fields).equal('person reference memberNumber canton who')
    })

    it('can all be left out, and be as for everybody again', async () => {
      await desk.post('/office/columns', { list: 'desk' })
      expect(headings(await desk.get('/office'))).deep.equal(['Auswahl', 'Person', 'Zuständig'])
      await desk.post('/office/columns', { list: 'desk', columns: 'due', do: 'usual' })
      expect(headings(await desk.get('/office'))).deep.equal(all)
    })

    it('are chosen for the reports of the office beside those of the desk', async () => {
      const at = async () => (await desk.get('/office/mutations?q=frei')).$('.row__meta').first().text()
      expect(await at()).match(/^Aareholz AG · FZ-\w{4}-\w{4} · eingereicht heute, /)
      await desk.post('/office/columns', { list: 'desk', columns: 'due' })
      await desk.get('/office')
      await desk.post('/office/columns', { list: 'mutations', columns: ['memberNumber', 'reference'] })
      expect(await at()).match(/^[\d.-]+ · FZ-\w{4}-\w{4}$/)
      expect(headings(await desk.get('/office'))).deep.equal(['Auswahl', 'Frist', 'Person', 'Zuständig'])
      const { text } = await desk.get('/office/mutations/export.csv?q=frei')
      expect(text.split('\r\n')[0]).equal('\uFEFF"Referenz";"Art";"Person";"Mitgliednummer";"Stand"')
    })

    it('lead to no other page than their list, and there are none of other lists', async () => {
      const away = { list: 'desk', from: 'https://evil.example/office?q=1' }
      expect((await desk.post('/office/columns', away)).headers.location).equal('/office')
      expect((await desk.post('/office/columns', { list: 'audit', columns: 'who' })).status).equal(404)
      await desk.post('/office/columns', { list: 'desk', columns: ['ahvNumber', 'due'] })
      const { choices } = await portal.db('users').where({ id: me.id }).first('choices')
      expect(JSON.parse(choices)).deep.equal({ columns: { desk: ['due'] } })
    })
  })
})
