import { expect } from 'chai'
import { noteBirth } from '../../db/people/births.js'
import { amendmentsOf } from '../../db/reports/amendments.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { runMutation } from '../../db/reports/outcomes.js'
import type { MaternityAnswers } from '../../domain/maternity/answers.js'
import { answers, wage } from '../domain/maternity/answers.js'
import { day, errorsOn, follow } from './family-allowance-typed.js'
import { answerAll, beginMaternity, clerkAndMother } from './maternity-typed.js'
import { onEachDatabase, type Portal } from './portal.js'

onEachDatabase((portal) => {
  describe('the review of a maternity allowance', () => {
    const desk = async () =>
      portal.signIn(await portal.given.user({ role: 'caseworker', name: 'Nadia Ammann' }))

    it('shows the calculation line by line, each with its article', async () => {
      const { mutation } = await reported(portal, { wage: wage({ thirteenth: 600_000 }) })
      const task = await portal.given.task(mutation, { side: 'fund' })
      const page = await (await desk()).get(`/office/tasks/${task.id}`)
      for (const words of [
        'Vorschlag: gutheissen',
        'Monatslohn CHF 6’000.00 ÷ 30 = 200.00', 'Art. 5 Abs. 2 lit. b EOV',
        '13. Monatslohn CHF 6’000.00 ÷ 360 = 16.67', 'Art. 5 Abs. 4 EOV',
        'aufgerundet auf den Franken = 217.00', 'Art. 11 Abs. 1 EOG',
        'davon 80 % = 173.60', 'Art. 16e Abs. 2 EOG',
        '98 Taggelder', '1. September 2026 bis 7. Dezember 2026', 'CHF 17’012.80',
      ]) expect(page.words).to.include(words) // biome-ignore format: lines with their articles
    })

    it('is approved with one click, and keeps what was found', async () => {
      const { mutation } = await reported(portal)
      const task = await portal.given.task(mutation, { side: 'fund' })
      const nadia = await desk()
      await nadia.post(`/office/tasks/${task.id}/claim`)
      const page = await nadia.get(`/office/tasks/${task.id}`)
      const version = page.$('input[name=version]').val() as string
      const answer = await nadia.post(`/office/tasks/${task.id}`, {
        decision: 'approve',
        version,
        after: 'list',
      })
      expect(answer.status).to.equal(303)
      const row = await portal.db('tasks').where({ id: task.id }).first()
      expect(JSON.parse(row.outcome).result.found).to.include({ verdict: 'grant', daily: 16_000, days: 98 })
      expect((await nadia.get(`/office/tasks/${task.id}`)).words).to.include('98 Taggelder')
    })

    it('leaves a birth that another mother reported to the caseworker, and tells nobody else', async () => {
      const first = await reported(portal)
      await noteBirth(portal.db, first.mutation, { date: '2026-09-01', children: answers().children })
      const second = await reported(portal)
      const task = await portal.given.task(second.mutation, { side: 'fund' })
      const page = await (await desk()).get(`/office/tasks/${task.id}`)
      expect(page.words).to.include('Dieselbe Geburt wurde schon für eine andere Person gemeldet.')
      const status = await second.hr.get(`/e/${second.employer.id}/mutations/${second.mutation.id}`)
      expect(status.words).not.to.include('andere Person')
    })

    it('sees the same mother at another employer', async () => {
      const number = '756.9876.5432.17'
      const first = await reported(portal, {}, { ahvNumber: number })
      await noteBirth(portal.db, first.mutation, { date: '2026-09-01', children: answers().children })
      const second = await reported(portal, {}, { ahvNumber: number })
      const task = await portal.given.task(second.mutation, { side: 'fund' })
      const page = await (await desk()).get(`/office/tasks/${task.id}`)
      expect(page.words).to.include('Für dieselbe Person und Geburt liegt schon eine Meldung vor.')
    })
  })

  describe('news about a running maternity allowance', () => {
    async function running(said: Partial<MaternityAnswers> = {}) {
      const found = await reported(portal, said)
      const by = { actor: 'system', at: portal.clock.now() }
      await portal.db.transaction((trx) => runMutation(trx, found.mutation.id, 'granted', by))
      return { ...found, url: `/e/${found.employer.id}/mutations/${found.mutation.id}` }
    }

    it('is offered on the page of the report, and wakes the workflow', async () => {
      const { hr, url, mutation } = await running()
      const page = await hr.get(url)
      expect(page.words).to.include('Wiederaufnahme der Arbeit melden')
      expect(page.words).not.to.include('Ende des Spitalaufenthalts melden')
      const wakes = portal.wakes
      const told = await hr.post(`${url}/amend/return-to-work`, day('on', '9.11.2026'))
      expect(told.status).to.equal(303)
      expect(portal.wakes).to.be.above(wakes)
      expect((await follow(hr, told)).words).to.include('Wiederaufnahme der Arbeit gemeldet')
      const [news] = await amendmentsOf(portal.db, mutation.id)
      expect(news).to.deep.include({ what: 'return-to-work', said: { on: '2026-11-09' } })
    })

    it('takes the end of a stay in hospital only where there was one', async () => {
      const { hr, url } = await running({ hospital: { from: '2026-09-01', returns: true } })
      expect((await hr.get(url)).words).to.include('Ende des Spitalaufenthalts melden')
      const early = await hr.post(`${url}/amend/hospital-end`, day('on', '20.8.2026'))
      expect(early.status).to.equal(422)
      expect(errorsOn(early).join()).to.include('Der letzte Tag im Spital liegt vor dem ersten')
      expect(early.$('input[name=on-day]').val()).to.equal('20')
      expect((await hr.post(`${url}/amend/hospital-end`, day('on', '5.10.2026'))).status).to.equal(303)
    })

    it('says what is wrong with a return before the birth, or after the end', async () => {
      const { hr, url } = await running()
      const before = await hr.post(`${url}/amend/return-to-work`, day('on', '1.8.2026'))
      expect(errorsOn(before).join()).to.include('muss nach der Geburt am 1. September 2026 liegen')
      const after = await hr.post(`${url}/amend/return-to-work`, day('on', '1.2.2027'))
      expect(errorsOn(after).join()).to.include('Die Entschädigung endet schon am 7. Dezember 2026.')
    })

    it('lets a date be corrected by telling it again', async () => {
      const { hr, url, mutation } = await running()
      for (const on of ['9.11.2026', '16.11.2026', '16.11.2026'])
        await hr.post(`${url}/amend/return-to-work`, day('on', on))
      const news = await amendmentsOf(portal.db, mutation.id)
      expect(news.map(({ said }) => said.on)).to.deep.equal(['2026-11-09', '2026-11-16'])
    })
  })
})

/** A report of a birth that was sent by its employer; the answers are `said`. */
async function reported(portal: Portal, said: Partial<MaternityAnswers> = {}, person = {}) {
  const clerk = await clerkAndMother(portal, person)
  const url = await beginMaternity(clerk.hr, clerk.base, clerk.person.id)
  await answerAll(clerk.hr, url)
  await clerk.hr.post(`${url}/check-answers`, { confirm: 'yes' })
  const id = url.split('/').at(-1) ?? ''
  await portal
    .db('mutations')
    .where({ id })
    .update({ answers: JSON.stringify(answers(said)) })
  const mutation: Mutation = await mutationById(portal.db, id)
  return { ...clerk, mutation }
}
