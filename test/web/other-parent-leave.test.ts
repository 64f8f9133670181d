import { expect } from 'chai'
import { mutationById } from '../../db/reports/mutations.js'
import { findTask } from '../../db/tasks/tasks.js'
import type { OtherParentLeaveAnswers } from '../../domain/other-parent-leave/answers.js'
import { formats } from '../../locales/format.js'
import { day, errorsOn, follow } from './family-allowance-typed.js'
import { typed } from './maternity-typed.js'
import { onEachDatabase } from './portal.js'

onEachDatabase((portal) => {
  describe('the journey of the other parent’s leave', () => {
    const said = {
      birth: { ...day('date', '1.10.2026'), alive: 'yes', term: 'full', by: 'employer' },
      employment: typed.employment,
      wage: typed.wage,
      leave: { by: 'weeks', from: '5.10.2026', to: '11.10.2026', died: 'no' },
      'leave-pay': { paid: 'full', returned: 'no' },
      children: typed.children,
      insurance: typed.insurance,
      'other-work': typed['other-work'],
      documents: {},
    }

    async function begun() {
      const employer = await portal.given.employer()
      const person = await portal.given.employee(employer.id)
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const base = `/e/${employer.id}/mutations`
      const answer = await hr.post(base, { kind: 'other-parent-leave', employee: person.id })
      return { hr, employer, person, url: String(answer.headers.location) }
    }

    it('leads to the receipt, and the office reads the calculation with its articles', async () => {
      const { hr, url } = await begun()
      let page = await follow(hr, await hr.get(url))
      for (const [step, fields] of Object.entries(said)) {
        expect(page.request.url, step).to.include(`/${step}`)
        page = await follow(hr, await hr.post(`${url}/${step}`, fields))
      }
      expect(page.$('h1').text()).to.equal('Stimmt alles?')
      // a week of 173.60 francs a day
      expect(page.words).to.include('1’215.20')
      const receipt = await follow(hr, await hr.post(`${url}/check-answers`, { confirm: 'yes' }))
      expect(receipt.words).to.include('Ihre Meldung ist bei uns')
      const mutation = await mutationById(portal.db, url.split('/').at(-1) ?? '')
      const answers = mutation.answers as OtherParentLeaveAnswers
      expect(answers.leave).to.deep.equal({ by: 'weeks', spans: [{ from: '2026-10-05', to: '2026-10-11' }] })
      const task = await portal.given.task(mutation, { side: 'fund' })
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const review = await desk.get(`/office/tasks/${task.id}`)
      expect(review.words).to.include('Art. 16i Abs. 1 lit. b EOG').and.include('Art. 16l Abs. 1 EOG')
      expect(review.words).to.include('Urlaub in ganzen Wochen: 7 Taggelder.')
    })

    const wrong: [Record<string, string>, string][] = [
      [{ by: 'weeks', from: '5.10.2026', to: '9.10.2026', died: 'no' }, 'keine ganzen Wochen'],
      [{ by: 'days', from: '5.9.2026', to: '9.9.2026', died: 'no' }, 'nicht vor der Geburt'],
      [{ by: 'days', from: '9.10.2026', to: '5.10.2026', died: 'no' }, 'Das Ende liegt vor dem Beginn'],
      [{ by: 'days', from: '', to: '', died: 'no' }, 'von wann bis wann'],
    ]
    for (const [fields, sentence] of wrong)
      it(`says: ${sentence}`, async () => {
        const { hr, url } = await begun()
        for (const step of ['birth', 'employment', 'wage'] as const)
          await hr.post(`${url}/${step}`, said[step])
        const page = await hr.post(`${url}/leave`, fields)
        expect(page.status).to.equal(422)
        expect(errorsOn(page).join()).to.include(sentence)
      })

    describe('while a report is under way', () => {
      async function sent() {
        const { hr, url, ...given } = await begun()
        for (const [step, fields] of Object.entries(said)) await hr.post(`${url}/${step}`, fields)
        await follow(hr, await hr.post(`${url}/check-answers`, { confirm: 'yes' }))
        return { hr, url, ...given }
      }

      it('other days are told as news, with one more row for who needs it, and the office reckons with them', async () => {
        const { hr, url } = await sent()
        const offer = await hr.get(url)
        expect(offer.words).to.include('Andere Urlaubstage melden').and.include('Tod der Mutter melden')
        const page = await hr.get(`${url}/amend/leave`)
        expect(page.$('#from-0').val()).to.equal('5.10.2026')
        const rows = { by: 'weeks', from: ['5.10.2026'], to: ['11.10.2026'] }
        const wider = await hr.post(`${url}/amend/leave`, { ...rows, add: '1' })
        expect([wider.status, wider.$('input[name=from]').length]).to.deep.equal([200, 2])
        const wrong = await hr.post(`${url}/amend/leave`, { ...rows, to: ['12.10.2026'] })
        expect(wrong.status).to.equal(422)
        expect(errorsOn(wrong).join()).to.include('keine ganzen Wochen')
        expect(wrong.$('#to-0').val()).to.equal('12.10.2026')
        const both = { by: 'weeks', from: ['5.10.2026', '2.11.2026'], to: ['11.10.2026', '8.11.2026'] }
        const told = await follow(hr, await hr.post(`${url}/amend/leave`, both))
        expect(told.words)
          .to.include('Andere Urlaubstage gemeldet')
          .and.include(formats('de').period('2026-11-02', '2026-11-08').replace(/\s+/g, ' '))
        const mutation = await mutationById(portal.db, url.split('/').at(-1) ?? '')
        const task = await portal.given.task(mutation, { side: 'fund' })
        const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
        const review = await desk.get(`/office/tasks/${task.id}`)
        expect(review.words).to.include('Urlaub in ganzen Wochen: 14 Taggelder.')
      })

      it('is given up with one choice: its papers are not asked for any more, the office reads it, and the timeline says so', async () => {
        const { hr, url } = await sent()
        const mutation = await mutationById(portal.db, url.split('/').at(-1) ?? '')
        const papers = await portal.given.task(mutation, { step: 'provide-documents' })
        await hr.get(`${url}/amend/leave`)
        const told = await follow(
          hr,
          await hr.post(`${url}/amend/leave`, { by: 'none', from: ['x'], to: [''] }),
        )
        expect(told.words).to.include('Urlaub wird nicht bezogen')
        expect((await findTask(portal.db, papers.id)).status).to.equal('withdrawn')
        expect((await hr.get(`${url}/amend/leave`)).$('input[name=by]:checked').val()).to.equal('none')
        const task = await portal.given.task(mutation, { side: 'fund' })
        const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
        const review = await desk.get(`/office/tasks/${task.id}`)
        expect(review.words).to.include('Der Urlaub wird nicht bezogen.')
      })

      it('a death is told as news, after the birth and not ahead', async () => {
        const { hr, url } = await sent()
        const tell = (on: string) => hr.post(`${url}/amend/bereavement`, day('on', on))
        expect(errorsOn(await tell('1.9.2026')).join()).to.include('1. Oktober 2026')
        expect((await tell('1.9.2099')).status).to.equal(422)
        const told = await follow(hr, await tell('20.10.2026'))
        expect(told.words).to.include('Tod der Mutter gemeldet')
      })

      it('after a death, a stay of the child in hospital and a return to work are told as news', async () => {
        const { hr, url } = await sent()
        const tell = (what: string, on: string) => hr.post(`${url}/amend/${what}`, day('on', on))
        expect((await follow(hr, await tell('hospital-end', '25.10.2026'))).words).not.to.include('Spital')
        await tell('bereavement', '20.10.2026')
        expect(errorsOn(await tell('hospital-end', '1.9.2026')).join()).to.include('1. Oktober 2026')
        expect(errorsOn(await tell('return-to-work', '20.10.2026')).join()).to.include('20. Oktober 2026')
        expect((await hr.get(`${url}/amend/return-to-work`)).status).to.equal(200)
        await tell('hospital-end', '25.10.2026')
        const told = await follow(hr, await tell('return-to-work', '1.12.2026'))
        expect(told.words).to.include('Ende des Spitalaufenthalts gemeldet')
        expect(told.words).to.include('Wiederaufnahme der Arbeit gemeldet')
        const task = await portal.given.task(await mutationById(portal.db, url.split('/').at(-1) ?? ''), {
          side: 'fund',
        })
        const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
        const review = await desk.get(`/office/tasks/${task.id}`)
        expect(review.words).to.include('die Entschädigung endet am 30. November 2026')
        expect(review.words).to.include('Das Kind war nach der Geburt 25 Tage im Spital')
      })
    })

    it('is complete in all four languages', async () => {
      const { hr, url } = await begun()
      for (const [step, fields] of Object.entries({ ...said, 'leave-pay': { paid: 'none', returned: 'no' } }))
        await hr.post(`${url}/${step}`, fields)
      for (const language of ['de', 'fr', 'it', 'en']) {
        await hr.get(`/help?lang=${language}`)
        for (const step of [...Object.keys(said), 'account'])
          expect((await hr.get(`${url}/${step}`)).words, step).not.to.match(
            /otherParentLeave:|maternity:|mutations:/,
          )
      }
    })
  })
})
