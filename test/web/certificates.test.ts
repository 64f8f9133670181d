import { expect } from 'chai'
import { createActivities } from '../../activities/index.js'
import { settleCertificate } from '../../db/certificates/certificates.js'
import { messageToRead } from '../../db/messages/list.js'
import { allTopics } from '../../db/open-topics.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { expireTask, findTask } from '../../db/tasks/tasks.js'
import { type CertificateAnswers, nothingSettled } from '../../domain/training-certificate/answers.js'
import { asked, pupil, typedTraining } from './certificate-given.js'
import { day, errorsOn, valuesOn } from './family-allowance-typed.js'
import { onePagePdf, program } from './files.js'
import { onEachDatabase } from './portal.js'
import { type Answer, onOneLine, type Visitor } from './visitor.js'

const proof = { name: 'lehrvertrag.pdf', bytes: onePagePdf() }

onEachDatabase((portal) => {
  describe('training certificates of an employer', () => {
    let employer: { id: string }
    let hr: Visitor
    let sandra: { id: string; email: string }
    let page: string

    beforeEach(async () => {
      employer = await portal.given.employer()
      sandra = await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' })
      hr = await portal.signIn(sandra)
      page = `/e/${employer.id}/certificates`
    })

    const answersOf = async (id: string) => (await mutationById(portal.db, id)).answers as CertificateAnswers

    it('can be given more time, beside its question; one that is wrong leaves both as they were', async () => {
      const { mutation, path } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const wrong = await hr.post(`${path}/extension`, { ...day('until', '1.12.2026'), whyLater: 'Ferien.' })
      expect(wrong.status).equal(422)
      expect(wrong.words).contain('Wählen Sie einen Tag nach dem 23. Dezember 2026')
      expect(wrong.$('[name=r0-from-year]').attr('value')).equal('2026')
      expect(wrong.$('#whyLater').text()).equal('Ferien.')
      const answer = await hr.post(`${path}/extension`, { ...day('until', '15.1.2027'), whyLater: 'Ferien.' })
      expect(answer.headers.location).equal(path)
      expect(await findTask(portal.db, `${mutation.id}/certificate/1`)).include({ dueOn: '2027-01-15' })
      const page = await hr.get(path)
      expect(page.words).contain('Verlängert bis 15. Januar 2027').and.contain('Letzter Tag')
    })

    it('leads back to the list it was opened from, also after something was wrong', async () => {
      const { mutation, path } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const list = String((await hr.get(`${path}?list=show%3Dsoon`)).$('form [name=list]').attr('value'))
      const fields = { rows: mutation.id, ...typedTraining(), list }
      const wrong = await hr.send(page, { ...fields, 'r0-state': '' })
      expect([wrong.status, wrong.$('form [name=list]').attr('value')]).deep.equal([422, 'show=soon'])
      const reply = await hr.send(page, fields, { 'r0-file': proof })
      expect(reply.headers.location).equal(`/e/${employer.id}/tasks?show=soon`)
    })

    it('is a task that says what is asked, and takes answer and proof in one go', async () => {
      const { mutation, path } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const task = await hr.get(path)
      expect(task.words).contain('Ausbildungsnachweis für Lea Steiner')
      expect(task.words).contain('bis 30. November 2026 nachgewiesen. Ohne neuen Nachweis endet sie.')
      expect(task.words).contain('Schuljahr 2026/27')
      await portal.db('outbox').delete()
      const reply = await hr.send(page, { rows: mutation.id, ...typedTraining() }, { 'r0-file': proof })
      expect([reply.status, reply.headers.location]).deep.equal([303, `/e/${employer.id}/tasks`])
      const { certificates, documents } = await answersOf(mutation.id)
      expect(certificates[0]).deep.include({
        state: 'training',
        from: '2026-12-01',
        until: '2027-07-31',
        monthlyIncome: 90_000,
      })
      expect(documents.map(({ purpose }) => purpose)).deep.equal(['training'])
      expect(await findTask(portal.db, `${mutation.id}/certificate/1`)).include({
        status: 'done',
        closedBy: sandra.id,
      })
      expect(await portal.db('outbox').where({ workflowId: mutation.id })).lengthOf(1)
      const done = await hr.get(path)
      expect(done.words).contain('Ihre Antwort ist bei uns.')
      expect(done.words).contain('Muster Holz AG')
    })

    it('can be answered several at once: the right ones are sent, the wrong one keeps everything, untouched ones stay', async () => {
      const children = []
      for (const firstName of ['Ava', 'Ben', 'Cem'])
        children.push((await pupil(portal, employer.id, { firstName })).child)
      for (const { id } of children) await asked(portal, id)
      const list = await hr.get(page)
      expect(
        list
          .$('section.card h2')
          .toArray()
          .map((it) => list.$(it).text()),
      ).deep.equal(
        list
          .$('input[name=rows]')
          .toArray()
          .map((it) => nameOf(list.$(it).val() as string)),
      )
      const rows = list
        .$('input[name=rows]')
        .toArray()
        .map((it) => String(list.$(it).val()))
      const reply = await hr.send(
        page,
        { rows, ...typedTraining(0), ...typedTraining(1, { title: '', until: '', 'until-day': '' }) },
        { 'r0-file': proof, 'r1-file': { ...proof, name: 'schule.pdf' } },
      )
      expect(reply.status).equal(422)
      expect(reply.words).contain('Ein Nachweis ist bei uns.')
      expect(
        reply
          .$('input[name=rows]')
          .toArray()
          .map((it) => reply.$(it).val()),
      ).deep.equal(rows.slice(1))
      expect(errorsOn(reply)).lengthOf(2)
      expect(valuesOn(reply)).include({ 'r0-institution': 'Muster Holz AG', 'r0-place': 'Wil' })
      expect(reply.words).contain('schule.pdf')
      const second = await hr.send(page, { rows: rows.slice(1), ...typedTraining(0) })
      expect([second.status, second.headers.location]).deep.equal([303, page])
      expect((await answersOf(rows[1] ?? '')).certificates).lengthOf(1)
      expect((await hr.get(page)).$('input[name=rows]')).lengthOf(1)

      function nameOf(id: string) {
        const nth = list
          .$('input[name=rows]')
          .toArray()
          .findIndex((it) => list.$(it).val() === id)
        return list.$('section.card h2').eq(nth).text()
      }
    })

    it('says what is wrong beside the field: order of days, proven already, no proof, a file of the wrong type', async () => {
      const { mutation } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const send = (changes: Record<string, string>, files = {}) =>
        hr.send(page, { rows: mutation.id, ...typedTraining(0, changes) }, files)
      const turned = { 'until-day': '1', 'until-month': '11', 'until-year': '2026' }
      expect(errorsOn(await send(turned, { 'r0-file': proof }))[0]).contain(
        'Ende der Ausbildung liegt vor dem Beginn',
      )
      const past = { 'from-year': '2025', 'until-day': '30', 'until-month': '11', 'until-year': '2026' }
      expect(errorsOn(await send(past))[0]).contain(
        'Bis 30. November 2026 ist die Ausbildung schon nachgewiesen',
      )
      const other = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const without = await hr.send(page, { rows: other.mutation.id, ...typedTraining() })
      expect(errorsOn(without)).deep.equal([
        'Laden Sie die Bestätigung der Schule oder des Lehrbetriebs hoch.',
      ])
      const wrong = await hr.send(
        page,
        { rows: other.mutation.id, ...typedTraining() },
        { 'r0-file': { name: 'a.pdf', bytes: program() } },
      )
      expect(wrong.status).equal(422)
      expect(errorsOn(wrong)[0]).contain('kein PDF, JPG oder PNG')
      expect(valuesOn(wrong)).include({ 'r0-title': 'Zimmerin EFZ' })
      expect((await answersOf(other.mutation.id)).certificates).lengthOf(0)
    })

    it('asks what was in a gap, and for the hours of a part-time course', async () => {
      const { mutation } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const late = { 'from-day': '1', 'from-month': '3', 'from-year': '2027', extent: 'part' }
      const reply = await hr.send(
        page,
        { rows: mutation.id, ...typedTraining(0, late) },
        { 'r0-file': proof },
      )
      expect(errorsOn(reply).sort()).deep.equal([
        'Geben Sie an, wie viele Stunden pro Woche die Ausbildung dauert.',
        'Zwischen 1. Dezember 2026 und 28. Februar 2027 liegt eine Lücke. Wählen Sie, was in dieser Zeit war.',
      ])
    })

    it('takes an end and an interruption without a proof', async () => {
      const first = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const ended = {
        'r0-state': 'ended',
        'r0-endedOn-day': '30',
        'r0-endedOn-month': '9',
        'r0-endedOn-year': '2026',
      }
      expect((await hr.send(page, { rows: first.mutation.id, ...ended })).status).equal(303)
      expect((await answersOf(first.mutation.id)).certificates[0]).include({
        state: 'ended',
        lastDay: '2026-09-30',
      })
      const second = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const paused = {
        'r0-state': 'interrupted',
        'r0-why': 'service',
        'r0-pausedOn-day': '31',
        'r0-pausedOn-month': '10',
        'r0-pausedOn-year': '2026',
      }
      expect((await hr.send(page, { rows: second.mutation.id, ...paused })).status).equal(303)
      expect((await answersOf(second.mutation.id)).certificates[0]).include({
        state: 'interrupted',
        why: 'service',
      })
    })

    it('of another employer does not exist', async () => {
      const stranger = await portal.given.employer()
      const { mutation, path } = await asked(portal, (await pupil(portal, stranger.id)).child.id)
      const tried = [
        await hr.send(page, { rows: mutation.id, ...typedTraining() }, { 'r0-file': proof }),
        await hr.get(`${page}/${mutation.id}`),
        await hr.get(path.replace(stranger.id, employer.id)),
      ]
      expect(tried.map(({ status }) => status)).deep.equal([404, 404, 404])
      expect((await answersOf(mutation.id)).certificates).lengthOf(0)
    })

    it('counts once when it is sent twice', async () => {
      const { mutation } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const send = () => hr.send(page, { rows: mutation.id, ...typedTraining() }, { 'r0-file': proof })
      const replies = await Promise.all([send(), send()])
      expect(replies.map(({ status }) => status)).deep.equal([303, 303])
      expect((await answersOf(mutation.id)).certificates).lengthOf(1)
      expect(
        (await hr.post(`/e/${employer.id}/tasks/${mutation.id}/certificate/1`, typedTraining())).status,
      ).equal(303)
    })

    it('needs an answer to something', async () => {
      const { mutation } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const other = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const reply = await hr.send(page, { rows: [mutation.id, other.mutation.id] })
      expect([reply.status, ...errorsOn(reply)]).deep.equal([422, 'Beantworten Sie mindestens eine Frage.'])
      const alone = await hr.send(page, { rows: mutation.id })
      expect([alone.status, ...errorsOn(alone)]).deep.equal([
        422,
        'Ist Lea Steiner in Ausbildung? Wählen Sie eine Antwort.',
      ])
      expect((await hr.send(page, {})).status).equal(303)
    })

    it('can come late: from the status page and the page of the person, until the school year is settled', async () => {
      const { person, child } = await pupil(portal, employer.id)
      const { mutation, path } = await asked(portal, child.id)
      const by = { actor: 'system', at: portal.clock.now() }
      await expireTask(portal.db, `${mutation.id}/certificate/1`, by)
      await portal.db.transaction((trx) =>
        settleCertificate(
          trx,
          mutation,
          { settled: { ...nothingSettled, rounds: 1, review: 1 }, lines: [], outcome: 'ended', final: false },
          by,
        ),
      )
      const late = `${page}/${mutation.id}`
      expect(
        (await hr.get(`/e/${employer.id}/mutations/${mutation.id}`)).$(`a[href="${late}"]`).text(),
      ).contain('nachreichen')
      expect(
        (await hr.get(`/e/${employer.id}/employees/${person.id}`)).$(`a[href="${late}"]`).text(),
      ).contain('nachreichen')
      expect((await hr.get(path)).$(`a[href="${late}"]`)).lengthOf(1)
      expect((await hr.get(late)).words).contain('am 30. November 2026 zu Ende gegangen')
      const reply = await hr.send(page, { rows: mutation.id, ...typedTraining() }, { 'r0-file': proof })
      expect(reply.status).equal(303)
      expect((await answersOf(mutation.id)).certificates).lengthOf(1)
      expect((await hr.get(`/e/${employer.id}/mutations/${mutation.id}`)).words).contain(
        'Nachweis nachgereicht',
      )
    })

    it('has a status page that says who opened it, and no way to take it back', async () => {
      const { mutation } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      const status = await hr.get(`/e/${employer.id}/mutations/${mutation.id}`)
      expect(status.words).contain('Wir fragen nach der Ausbildung')
      expect(status.$('a[href$="/recall"], a[href$="/confirmation.pdf"]')).lengthOf(0)
      expect((await hr.get(`/e/${employer.id}/mutations/${mutation.id}/confirmation.pdf`)).status).equal(404)
      expect((await hr.post(`/e/${employer.id}/mutations/${mutation.id}/recall`)).status).equal(409)
      expect((await mutationById(portal.db, mutation.id)).status).equal('submitted')
    })

    it('leads from the list of tasks to the page of all, when there are several', async () => {
      await asked(portal, (await pupil(portal, employer.id)).child.id)
      expect((await hr.get(`/e/${employer.id}/tasks`)).$(`a[href="${page}"]`)).lengthOf(0)
      await asked(portal, (await pupil(portal, employer.id)).child.id)
      const list = await hr.get(`/e/${employer.id}/tasks`)
      expect(list.$(`a[href="${page}"]`).text()).contain('2 Ausbildungsnachweise zusammen beantworten')
      expect(list.words).contain('Ausbildungsnachweis für Luca Steiner')
    })
  })

  describe('the review of a training certificate', () => {
    let employer: { id: string }
    let desk: Visitor

    beforeEach(async () => {
      employer = await portal.given.employer()
      desk = await portal.signIn((await portal.given.user({ role: 'caseworker' })) as never)
    })

    afterEach(() => portal.clock.set('2026-11-23T09:00:00.000Z'))

    const reviewed = async (typed: Record<string, string> | null) => {
      const { mutation } = await asked(portal, (await pupil(portal, employer.id)).child.id)
      return underReview(mutation, typed)
    }

    const underReview = async (mutation: Mutation, typed: Record<string, string> | null) => {
      if (typed) {
        const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
        await hr.send(`/e/${employer.id}/certificates`, { rows: mutation.id, ...typed }, { 'r0-file': proof })
      } else
        await expireTask(portal.db, `${mutation.id}/certificate/1`, {
          actor: 'system',
          at: portal.clock.now(),
        })
      const task = await portal.given.task(mutation, { side: 'fund' })
      await desk.post(`/office/tasks/${task.id}/claim`)
      return `/office/tasks/${task.id}`
    }

    it('shows the proposal with its reasons, and takes one click', async () => {
      const path = await reviewed(typedTraining())
      const page = await desk.get(path)
      expect(page.$('#sheet').text()).contain('Lea, Ausbildungszulage')
      expect(page.$('.reasons').text()).contain('Es ist eine Ausbildung auf einen Berufsabschluss hin')
      expect(page.$('.law').first().text().replaceAll('\u00a0', ' ')).contain('Art. 49bis Abs. 1 AHVV')
      expect(page.$('input[name=decision]:checked').val()).equal('approve')
      const version = String(page.$('input[name=version]').val())
      const reply = await desk.post(path, { decision: 'approve', version, after: 'list' })
      expect(reply.status).equal(303)
      const { outcome } = await findTask(portal.db, path.slice('/office/tasks/'.length))
      const { result } = outcome as unknown as {
        result: { lines: { from: string; to: string; rate: number }[] }
      }
      expect(result.lines.map(({ from, to, rate }) => [from, to, rate])).deep.equal([
        ['2026-12-01', '2027-07-31', 29_800],
      ])
    })

    /** Education that was proven anew takes the place of a child allowance that runs beside it. */
    async function replacing() {
      const person = await portal.given.employee(employer.id)
      const child = await portal.given.child(person, { birthDate: '2008-01-12' })
      const proven = { startsOn: '2025-10-01', endsOn: '2026-09-30', provenUntil: '2026-09-30' }
      await portal.given.entitlement(child, { kind: 'education', rate: 29_800, ...proven })
      await portal.given.entitlement(child, { rate: 24_500, startsOn: '2025-01-01', endsOn: null })
      const { mutation } = await asked(portal, child.id)
      const typed = typedTraining(0, { 'from-month': '10', 'from-day': '1', 'from-year': '2026' })
      return { mutation, path: await underReview(mutation, typed) }
    }

    it('takes off the arrears what was paid for the same months, as the letter does', async () => {
      const page = await desk.get((await replacing()).path)
      expect(page.$('.reasons').text()).contain('durch die neue Beurteilung abgelöst')
      expect(page.$('#sheet').text())
        .contain('53.00')
        .and.not.match(/Nachz.*298.00/)
    })

    it('shows of a decision what its letter says, also once it was carried out and months later', async () => {
      const { mutation, path } = await replacing()
      const version = String((await desk.get(path)).$('input[name=version]').val())
      await desk.post(path, { decision: 'approve', version, after: 'list' })
      const decided = (page: Answer) =>
        onOneLine(page.$('[aria-labelledby=decided]').find('.proposal, .total').text())
      const before = decided(await desk.get(path))
      expect(before).contain('53.00')
      const activities = createActivities({ ...portal.deps, mailer: { send: async () => true } as never })
      await activities.decideTrainingCertificate(mutation.id, 1, portal.clock.now())
      const letter = await messageToRead(portal.db, employer.id, `${mutation.id}/decision-1`, allTopics)
      const arrears = letter?.gist?.amounts?.find(({ what }) => what === 'arrears')
      expect(arrears).deep.equal({ what: 'arrears', amount: 5_300 })
      portal.clock.set('2027-03-02T09:00:00.000Z')
      desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const page = await desk.get(path)
      expect(decided(page)).equal(before)
      expect(page.words).not.contain('Vorschlag: ablehnen')
    })

    it('suggests to refuse too high a wage, and to end the allowance of the silent', async () => {
      const rich = await desk.get(await reviewed(typedTraining(0, { monthlyIncome: '2521' })))
      expect(rich.$('.reasons').text()).contain('mehr als die Grenze')
      const silent = await desk.get(await reviewed(null))
      expect(silent.$('.reasons').text()).contain('trotz Erinnerung nicht eingereicht')
      expect(silent.words).match(/30\. November 2026/)
    })

    it('wants a reason for a refusal', async () => {
      const path = await reviewed(typedTraining())
      const version = String((await desk.get(path)).$('input[name=version]').val())
      expect((await desk.post(path, { decision: 'refuse', version, after: 'list' })).status).equal(422)
      expect(
        (await desk.post(path, { decision: 'refuse', reason: 'Unleserlich', version, after: 'list' })).status,
      ).equal(303)
    })
  })
})
