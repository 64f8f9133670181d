import { expect } from 'chai'
import { answers } from '../domain/family-allowance/facts.js'
import { onEachDatabase } from './portal.js'
import { onOneLine, type Visitor } from './visitor.js'

onEachDatabase((portal) => {
  describe('several tasks of an employer', () => {
    let employer: { id: string }
    let hr: Visitor
    let tasks: string

    beforeEach(async () => {
      employer = await portal.given.employer()
      hr = await portal.signIn(await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' }))
      tasks = `/e/${employer.id}/tasks`
    })

    it('are ticked in the list and handed to a colleague at once, who is mailed once and finds them', async () => {
      const colleague = await portal.given.user({ employers: [employer.id], name: 'Urs Frei' })
      const ids = [await asked('Ott'), await asked('Frei'), await asked('Abt')]
      const list = await hr.get(`${tasks}?q=luca`)
      const form = list.$('form[data-picks]')
      expect(form.find('.row__pick input').length).equal(3)
      expect(form.find('[data-pick-all]').attr('href')).equal(`${tasks}?q=luca&select=all`)
      const all = await hr.get(`${tasks}?q=luca&select=all`)
      expect(all.$('.row__pick input:checked').length).equal(3)

      const chosen = ids.slice(0, 2)
      const query = new URLSearchParams({ list: String(form.find('[name=list]').attr('value')) })
      for (const id of chosen) query.append('task', id)
      const page = await hr.get(`${form.attr('action')}?${query}`)
      expect(page.$('h1').text()).equal('2 Aufgaben weitergeben')
      expect(page.$('#chosen').closest('.card').find('.row').length).equal(2)
      const fields = { task: chosen, list: 'q=luca' }
      const action = String(page.$('form.question').attr('action'))
      const missing = await hr.post(action, fields)
      expect([missing.status, missing.$('#errors').text().includes('Wählen Sie, wer')]).deep.equal([
        422,
        true,
      ])

      await portal.db('notices').delete()
      const given = await hr.post(action, { ...fields, to: colleague.id })
      const result = await hr.get(String(given.headers.location))
      expect(result.$('h1').text()).equal('2 Aufgaben weitergegeben')
      expect(
        result
          .$('.row__end')
          .map((_, it) => onOneLine(result.$(it).text()))
          .get(),
      ).deep.equal(['Liegt bei Urs Frei.', 'Liegt bei Urs Frei.'])
      expect(result.$('.govuk-back-link').attr('href')).equal(`${tasks}?q=luca`)
      const notices = await portal.db('notices').select('userId', 'path')
      expect(notices).deep.equal([{ userId: colleague.id, path: `${tasks}?show=mine` }])
      const theirs = await portal.signIn(colleague)
      expect((await theirs.get(`${tasks}?show=mine`)).$('#tasks .row').length).equal(2)
      await hr.post(action, { ...fields, to: 'all' })
      expect((await theirs.get(`${tasks}?show=mine`)).$('#tasks .row').length).equal(0)
    })

    it('say of each what happened: one that is answered, or whose topic the colleague lacks, keeps none of the others', async () => {
      const colleague = await portal.given.user({ employers: [employer.id], name: 'Urs Frei' })
      await portal.db('mandates').where({ userId: colleague.id }).update({ topics: 'personnel' })
      const [open, done, wages] = [await asked('Ott'), await asked('Frei'), await asked('Abt')]
      await portal.db('tasks').where({ id: done }).update({ status: 'done', closedAt: portal.clock.now() })
      await portal
        .db('mutations')
        .where({ id: wages.split('/')[0] })
        .update({ kind: 'salary-declaration' })
      const given = await hr.post(`${tasks}/delegate`, { task: [done, open, wages], to: colleague.id })
      const result = await hr.get(String(given.headers.location))
      expect(result.$('h1').text()).equal('1 Aufgabe weitergegeben')
      expect(result.words).include('Bei 2 Aufgaben ging es nicht')
      const said = result
        .$('.row__end')
        .map((_, it) => onOneLine(result.$(it).text()))
        .get()
      expect(said[2]).equal('Liegt bei Urs Frei.')
      expect(said.slice(0, 2).join(' '))
        .include('war schneller')
        .and.include('Unverändert: Urs Frei hat das Thema')
      const held = await portal
        .db('tasks')
        .where({ employerId: employer.id, claimedBy: colleague.id })
        .pluck('id')
      expect(held).deep.equal([open])
    })

    it('are only those of the employer, and only for those who act for it', async () => {
      const other = await portal.given.employer()
      const stranger = await portal.given.user({ employers: [other.id] })
      const mine = await asked('Ott')
      const theirs = await asked('Fremd', other.id)
      expect((await hr.post(`${tasks}/delegate`, { task: mine, to: stranger.id })).status).equal(404)
      expect((await hr.get(`${tasks}/delegate?task=${theirs}`)).status).equal(404)
      expect((await hr.post(`${tasks}/delegate`, { task: theirs, to: 'all' })).status).equal(404)
      const none = await hr.get(`${tasks}/delegate?list=show%3Dsoon`)
      expect(none.headers.location).equal(`${tasks}?show=soon`)
      expect((await hr.get(`${tasks}?show=soon`)).words).include('Wählen Sie zuerst aus, welche Aufgaben')
    })

    async function asked(lastName: string, employerId = employer.id): Promise<string> {
      const person = await portal.given.employee(employerId, { firstName: 'Luca', lastName })
      return (await portal.given.task(await portal.given.submitted(person, answers()))).id
    }
  })
})
