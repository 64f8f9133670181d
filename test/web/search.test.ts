import { expect } from 'chai'
import { onEachDatabase } from './portal.js'

describe('The search of everything', () => {
  onEachDatabase((portal) => {
    it('finds people, tasks, messages, reports, pages and guides by name, reference, AHV number and kind', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const base = `/e/${employer.id}`
      const ahvNumber = '756.1234.5678.97'
      const person = await portal.given.employee(employer.id, {
        firstName: 'Zoé',
        lastName: 'Rüegg',
        ahvNumber,
      })
      const report = await portal.given.submitted(person)
      await portal.given.task(report)
      await portal.given.message(report)
      const groups = async (q: string) => {
        const sent = await hr.post(`${base}/search`, { q })
        expect(sent.headers.location).to.equal(`${base}/search`)
        const { $ } = await hr.get(`${base}/search`)
        return $('main section[aria-labelledby]')
          .map((_, it) => $(it).attr('aria-labelledby')?.replace('found-', ''))
          .get()
      }
      expect(await groups('rueegg')).to.deep.equal(['people', 'tasks', 'messages', 'reports'])
      expect(await groups(report.reference.toLowerCase().slice(0, -1))).to.deep.equal([
        ...['tasks', 'messages', 'reports'],
      ])
      const one = await hr.post(`${base}/search`, { q: report.reference.toLowerCase() })
      expect(one.headers.location).to.equal(`${base}/mutations/${report.id}`)
      expect(await groups('unterlagen Rüegg')).to.deep.equal(['tasks'])
      expect(await groups('entscheid rüegg')).to.include('messages')
      expect(await groups('austritt')).to.include.members(['functions', 'guides'])
      expect(await groups('xqzv')).to.deep.equal([])

      const whole = await hr.post(`${base}/search`, { q: ahvNumber.replaceAll('.', ' ') })
      expect(whole.headers.location).to.equal(`${base}/employees/${person.id}`)
      const live = await hr.post(
        `${base}/search`,
        { q: '756.1234' },
        { 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
      )
      expect(live.words).to.contain('Zoé Rüegg').and.not.to.contain('Hauptmenü')
      expect(live.headers).not.to.have.property('hx-push-url')
      expect(live.text).not.to.contain('756.1234')
    })

    it('finds nothing of another employer and nothing beyond the topics of the person', async () => {
      const employer = await portal.given.employer()
      const stranger = await portal.given.employer()
      const theirs = await portal.given.submitted(
        await portal.given.employee(stranger.id, { lastName: 'Fremdmann' }),
      )
      await portal.given.message(theirs)
      const own = await portal.given.submitted(
        await portal.given.employee(employer.id, { lastName: 'Eigenmann' }),
      )
      await portal.given.message(own, { kind: 'salary-declaration-statement' })
      const user = await portal.given.user({ employers: [employer.id] })
      await portal.db('mandates').where({ userId: user.id }).update({ topics: 'finance' })
      const visitor = await portal.signIn(user)
      const found = async (q: string) => {
        await visitor.post(`/e/${employer.id}/search`, { q })
        return (await visitor.get(`/e/${employer.id}/search`))
          .$('main section')
          .map((_, it) => it.attribs['aria-labelledby'])
          .get()
      }
      expect(await found('Fremdmann')).to.deep.equal([])
      expect(await found('Eigenmann')).to.deep.equal(['found-messages'])
      expect((await visitor.post(`/e/${stranger.id}/search`, { q: 'Fremdmann' })).status).to.equal(404)
    })
  })
})
