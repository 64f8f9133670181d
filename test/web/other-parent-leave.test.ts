import { expect } from 'chai'
import { mutationById } from '../../db/mutations.js'
import type { OtherParentLeaveAnswers } from '../../domain/other-parent-leave/answers.js'
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
