import { expect } from 'chai'
import { expireTask, findTask, type TaskSpec } from '../../db/tasks/tasks.js'
import { answers } from '../domain/family-allowance/facts.js'
import { onePagePdf, png, program } from './files.js'
import { onEachDatabase } from './portal.js'
import { onOneLine, type Visitor } from './visitor.js'

onEachDatabase((portal) => {
  describe('the tasks of an employer', () => {
    let employer: { id: string }
    let hr: Visitor
    let sandra: { id: string; email: string }

    beforeEach(async () => {
      employer = await portal.given.employer()
      sandra = await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' })
      hr = await portal.signIn(sandra)
    })

    it('are listed with the drafts, what hurts first, with due dates in words', async () => {
      await asked('Spät', { dueOn: '2027-01-30' })
      await asked('Bald', { dueOn: '2026-11-27' })
      await asked('Überfällig', { dueOn: '2026-11-20' })
      await portal.given.draft(await person('Entwurf'), {}, sandra.id)
      const page = await list()
      const groups = page
        .$('#tasks .card__title')
        .toArray()
        .map((title) => page.$(title).text())
      expect(groups).deep.equal(['Überfällig', 'In den nächsten zwei Wochen', 'Später', 'Ihre Entwürfe'])
      const rows = page
        .$('#tasks .row')
        .toArray()
        .map((row) => page.$(row).text().replace(/\s+/g, ' '))
      expect(rows[0]).contain('Unterlagen nachreichen für Luca Überfällig')
      expect(rows[0]).contain('3 Tage überfällig')
      expect(rows[1]).contain('in 4 Tagen, Fr., 27. Nov.')
      expect(rows[2]).contain('in 68 Tagen, Sa., 30. Jan.')
      expect(rows[3]).contain('Familienzulagen für Luca Entwurf')
      expect(rows[3]).contain('Begonnen von Sandra Keller')
    })

    it('say when a draft that nobody touches will be deleted: on its pages, and in the list two weeks before', async () => {
      const draft = await portal.given.draft(await person('Liegt'), {}, sandra.id)
      const saved = (day: string) =>
        portal
          .db('mutations')
          .where({ id: draft.id })
          .update({ savedAt: `${day}T08:00:00.000Z` })
      const inList = async () => onOneLine((await list()).$('#tasks .row').text())
      await saved('2026-06-11')
      expect(await inList())
        .include('gespeichert')
        .not.include('gelöscht')
      const page = await hr.get(`/e/${employer.id}/mutations/${draft.id}/request`)
      expect(page.words).include('Wir behalten ihn bis 8. Dezember 2026.')
      await saved('2026-06-10')
      expect(await inList()).include('Wird am 7. Dezember 2026 gelöscht')
    })

    it('are handed to a colleague with the topic, who is mailed that there is one, and back to all', async () => {
      const { task, mutation } = await asked('Weiter')
      const [taskId, employerId, base] = [task.id, employer.id, `/e/${employer.id}`]
      const [mine, colleague, finance] = await Promise.all(
        [0, 1, 2].map(() => portal.given.user({ employers: [employerId] })),
      )
      if (!mine || !colleague || !finance) throw new Error('no users')
      await portal.db('mandates').where({ userId: finance.id }).update({ topics: 'finance' })
      const visitor = await portal.signIn(mine)
      const choice = await visitor.get(`${base}/tasks/${taskId}/delegate`)
      const offered = choice
        .$('[name=to]')
        .map((_, it) => choice.$(it).attr('value'))
        .get()
      expect(offered).to.include.members([mine.id, colleague.id, 'all']).and.not.to.include(finance.id)
      const give = (to: string) => visitor.post(`${base}/tasks/${taskId}/delegate`, { to })
      expect((await give(finance.id)).status).equal(404)
      expect((await give(colleague.id)).headers.location).equal(`${base}/tasks`)
      const owed = await portal.db('notices').where({ mutationId: mutation.id }).where('id', 'like', '%/to/%')
      expect(owed.map(({ userId }) => userId)).to.deep.equal([colleague.id])
      const theirs = await portal.signIn(colleague)
      expect((await theirs.get(`${base}/tasks?show=mine`)).words).to.contain('Luca Weiter')
      expect((await visitor.get(`${base}/tasks?show=mine`)).$('#tasks .row')).to.have.length(0)
      await give('all')
      expect((await theirs.get(`${base}/tasks?show=mine`)).$('#tasks .row')).to.have.length(0)
    })

    it('come back to the list they were opened from: by the link, after an answer and after handing on', async () => {
      const answered = (await asked('Frei', { dueOn: '2026-11-20' })).task
      const { task } = await asked('Frei', { dueOn: '2026-11-20' })
      const base = `/e/${employer.id}/tasks`
      const from = `${base}?show=overdue&q=frei`
      const links = (await list('show=overdue&q=frei')).$('#tasks .row__link')
      const hrefs = links.toArray().map((link) => String(link.attribs.href))
      const opened = (id: string) => hrefs.find((href) => href.startsWith(`${base}/${id}?`)) ?? ''
      const page = await hr.get(opened(task.id))
      expect(page.$('.govuk-back-link').attr('href')).equal(from)

      const handOn = await hr.get(page.$('.given a').attr('href') ?? '')
      expect(handOn.$('.govuk-back-link').attr('href')).equal(opened(task.id))
      const given = await hr.post(handOn.$('form.question').attr('action') ?? '', { to: 'all' })
      expect(given.headers.location).equal(from)

      const form = (await hr.get(opened(answered.id))).$('#answer')
      const sent = await hr.post(form.attr('action') ?? '', { 'gone-0': 'yes', 'why-0': 'Verloren' })
      expect(sent.headers.location).equal(from)
    })

    it('take a file for several of the papers they ask for, and give it back for one of them', async () => {
      const details = { documents: [{ purpose: 'birth-certificate' }, { purpose: 'custody' }] }
      const path = `/e/${employer.id}/tasks/${(await asked('Frei', { details })).task.id}`
      expect((await hr.get(path)).$('[name=reuse]')).lengthOf(0)
      await hr.upload(`${path}/documents/0`, { name: 'urteil.pdf', bytes: onePagePdf() })
      const page = await hr.get(path)
      expect(page.$('#reuse-0 form')).lengthOf(0)
      const reuse = String(page.$('#reuse-1 option').attr('value'))
      expect((await hr.post(`${path}/documents/1`, { reuse })).status).equal(303)
      const both = await hr.get(path)
      expect(
        [both.$('#files-0').text(), both.$('#files-1').text()].every((it) => it.includes('urteil.pdf')),
      ).equal(true)
      await hr.post(`${path}/documents/${reuse}/remove`, { wish: 0 })
      const one = await hr.get(path)
      expect(one.$('#files-0 li')).lengthOf(0)
      expect(one.$('#files-1').text()).contain('urteil.pdf')
      await hr.post(`${path}/documents/${reuse}/remove`, { wish: 1 })
      expect(await portal.db('documents').where({ id: reuse })).lengthOf(0)
    })

    it('lead to no other list than that of the employer, whatever an address says', async () => {
      const { task } = await asked('Frei')
      const base = `/e/${employer.id}/tasks`
      for (const list of ['//evil.example', 'https://evil.example/?show=mine', '../../office', 'show=secret'])
        expect(
          (await hr.get(`${base}/${task.id}?list=${encodeURIComponent(list)}`))
            .$('.govuk-back-link')
            .attr('href'),
          list,
        ).equal(base)
      const given = await hr.post(`${base}/${task.id}/delegate?list=//evil.example`, { to: 'all' })
      expect(given.headers.location).equal(base)
    })

    it('can be searched and filtered, with counts, and the address keeps it', async () => {
      await asked('Frei', { dueOn: '2026-11-20' })
      const { reference } = (await asked('Begić')).mutation
      await portal.given.draft(await person('Frei'), {}, sandra.id)
      const chips = (await list()).$('.chip')
      const page = await list()
      expect(chips.toArray().map((chip) => page.$(chip).text().replace(/\s+/g, ' ').trim())).deep.equal([
        'Alle 3',
        'Überfällig 1',
        'Fehlende Unterlagen 2',
        'Entwürfe 1',
      ])
      expect(await names('q=begic')).deep.equal(['Unterlagen nachreichen für Luca Begić'])
      expect(await names(`q=${reference}`)).deep.equal(['Unterlagen nachreichen für Luca Begić'])
      expect(await names('show=overdue')).deep.equal(['Unterlagen nachreichen für Luca Frei'])
      expect(await names('show=drafts')).deep.equal(['Familienzulagen für Luca Frei'])
      expect(await names('show=provide-documents&q=frei')).deep.equal([
        'Unterlagen nachreichen für Luca Frei',
      ])
      expect(await names('show=nonsense')).lengthOf(3)
      const part = await hr.part(`${tasks()}?show=drafts&q=frei`)
      expect(part.text).not.contain('<html')
      expect(part.headers['hx-push-url']).equal(`${tasks()}?show=drafts&q=frei`)
      expect((await list('q=niemand')).words).contain('Keine Aufgabe passt dazu')
    })

    it('say so when there are none', async () => {
      expect((await list()).words).contain('Es ist alles erledigt')
    })

    it('show 50 entries a page, tasks before drafts', async () => {
      for (let n = 0; n < 30; n++) await asked(`Person${n}`)
      const everybody = await person('Entwurf')
      for (let n = 0; n < 25; n++) await portal.given.draft(everybody, {}, sandra.id)
      expect((await list()).$('#tasks .row')).lengthOf(50)
      const second = await list('page=2')
      expect(second.$('#tasks .row')).lengthOf(5)
      expect(second.$('#tasks .card__title').text()).equal('Ihre Entwürfe')
    })

    it('are answered with documents, each for what was asked, and removable until then', async () => {
      const { task, mutation, path } = await asked('Steiner', {}, ['birth-certificate', 'training'])
      const page = await hr.get(path)
      expect(page.words).contain('Geburtsurkunde oder Familienbüchlein, Mia Muster')
      expect(page.words).contain('Bitte beide Seiten.')
      expect(
        (await hr.upload(`${path}/documents/0`, { name: 'falsch.pdf', bytes: onePagePdf() })).status,
      ).equal(303)
      const sent = await hr.get(path)
      const remove = String(sent.$('#files-0 form').attr('action'))
      expect((await hr.post(remove, { wish: 0 })).status).equal(303)
      expect((await hr.get(path)).$('#files-0 li')).lengthOf(0)
      expect((await hr.post(remove, { wish: 0 })).status).equal(303) // a second click changes nothing
      await hr.upload(`${path}/documents/0`, { name: 'urkunde.png', bytes: png() })
      await portal.db('outbox').delete()
      const reply = await hr.post(path, {
        'gone-1': 'yes',
        'why-1': 'Die Lehre beginnt erst im August.',
        remark: 'Freundliche Grüsse',
      })
      expect(reply.headers.location).equal(tasks())
      const closed = await findTask(portal.db, task.id)
      expect(closed).deep.include({ status: 'done', closedBy: sandra.id })
      expect(closed.outcome).deep.equal({
        decision: 'provided',
        remark: 'Freundliche Grüsse',
        unavailable: [{ purpose: 'training', childKey: 'mia', remark: 'Die Lehre beginnt erst im August.' }],
      })
      expect(
        await portal.db('documents').where({ mutationId: mutation.id }).select('purpose', 'name'),
      ).deep.equal([{ purpose: 'birth-certificate', name: 'urkunde.png' }])
      expect((await portal.db('outbox').first()).workflowId).equal(mutation.id)
    })

    it('reach the caseworker: the document counts as sent, and what is missing is known', async () => {
      const { mutation, path } = await asked('Steiner', {}, ['birth-certificate'])
      await hr.upload(`${path}/documents/0`, { name: 'urkunde.pdf', bytes: onePagePdf() })
      await hr.post(path, { remark: 'Anbei' })
      const review = await portal.given.task(mutation, { side: 'fund' })
      const desk = await portal.signIn((await portal.given.user({ role: 'caseworker' })) as never)
      await desk.post(`/office/tasks/${review.id}/claim`)
      const page = await desk.get(`/office/tasks/${review.id}`)
      expect(page.$('#sheet .chip').text()).contain('Geburtsurkunde oder Familienbüchlein, Mia')
      expect(page.$('input[name=documents]:checked')).lengthOf(0)
      expect(page.$('[aria-labelledby=rounds]').text()).contain('Anbei')
    })

    it('say what is missing, and keep what was typed', async () => {
      const { task, path } = await asked('Steiner', {}, ['birth-certificate', 'training'])
      const nothing = await hr.post(path, { remark: 'Kommt noch' })
      expect(nothing.status).equal(422)
      expect(nothing.$('#gone-0-error').text()).contain('Laden Sie das Dokument hoch')
      expect(nothing.$('#remark').text()).contain('Kommt noch')
      const why = await hr.post(path, { 'gone-0': 'yes', 'gone-1': 'yes', 'why-1': 'x'.repeat(1001) })
      expect(why.$('#why-0-error').text()).contain('warum es dieses Dokument nicht gibt')
      expect(why.$('#why-1-error').text()).contain('höchstens 1000 Zeichen')
      expect(why.$('#gone-0').attr('checked')).equal('checked')
      expect((await findTask(portal.db, task.id)).status).equal('open')
      const empty = await asked('Frage', {}, [])
      expect((await hr.post(empty.path, { remark: ' ' })).$('#remark-error').text()).contain(
        'Schreiben Sie eine Antwort',
      )
      expect((await hr.post(empty.path, { remark: 'Sie wohnt in Chur.' })).status).equal(303)
    })

    it('say what is wrong with a file, beside its field', async () => {
      const { path } = await asked('Steiner')
      const wrong = await hr.upload(`${path}/documents/0`, { name: 'urkunde.pdf', bytes: program() })
      expect(wrong.status).equal(422)
      expect(wrong.$('#file-0-error').text()).contain('kein PDF, JPG oder PNG')
      expect((await hr.upload(`${path}/documents/0`, null)).status).equal(422)
      expect((await hr.upload(`${path}/documents/7`, { name: 'a.pdf', bytes: onePagePdf() })).status).equal(
        409,
      )
    })

    it('count once when sent twice, and then show what was answered', async () => {
      const { task, path } = await asked('Steiner')
      const fields = { 'gone-0': 'yes', 'why-0': 'Verloren' }
      const replies = await Promise.all([
        hr.post(path, fields),
        hr.post(path, { ...fields, 'why-0': 'Verbrannt' }),
      ])
      expect(replies.map(({ status }) => status)).deep.equal([303, 303])
      expect(await portal.db('audit').where({ action: 'task.complete', object: task.id })).lengthOf(1)
      const page = await hr.get(path)
      expect(page.status).equal(200)
      expect(page.words).contain('Ihre Antwort ist bei uns.')
      expect(page.words).match(/Verloren|Verbrannt/)
      expect(page.$('form#answer')).lengthOf(0)
      expect((await list('show=done')).words).contain('erledigt heute, 09:')
    })

    it('tell the slower of two colleagues who answered', async () => {
      const { path } = await asked('Steiner')
      const marco = await portal.signIn(
        (await portal.given.user({ employers: [employer.id], name: 'Marco Brunner' })) as never,
      )
      await marco.post(path, { 'gone-0': 'yes', 'why-0': 'Verloren' })
      const late = await hr.post(path, { 'gone-0': 'yes', 'why-0': 'Verbrannt' })
      expect(late.status).equal(409)
      expect(late.$('[role=alert]').text()).contain('Marco Brunner war schneller')
      expect(late.words).contain('Verloren')
    })

    it('show when their time has run out, and take no answer any more', async () => {
      const { task, path } = await asked('Steiner', { dueOn: '2026-11-22' })
      await expireTask(portal.db, task.id, { actor: 'system', at: portal.clock.now() })
      const page = await hr.get(path)
      expect(page.status).equal(200)
      expect(page.words).match(/Die Frist ist am 22\.\sNovember 2026 abgelaufen\./)
      const late = await hr.post(path, { 'gone-0': 'yes', 'why-0': 'Verloren' })
      expect(late.status).equal(409)
      expect(late.$('[role=alert]').text()).contain('Die Frist ist abgelaufen')
      expect((await hr.upload(`${path}/documents/0`, { name: 'a.pdf', bytes: onePagePdf() })).status).equal(
        409,
      )
      expect(await portal.db('documents').where({ mutationId: task.mutationId })).lengthOf(0)
    })

    it('are nobody else’s', async () => {
      const { task, path } = await asked('Steiner')
      const stranger = await portal.given.employer()
      const other = await portal.signIn((await portal.given.user({ employers: [stranger.id] })) as never)
      expect((await other.get(path)).status).equal(404)
      expect((await other.get(`/e/${stranger.id}/tasks/${task.id}`)).status).equal(404)
      expect((await other.post(`/e/${stranger.id}/tasks/${task.id}`, { remark: 'x' })).status).equal(404)
      const file = { name: 'a.pdf', bytes: onePagePdf() }
      expect((await other.upload(`/e/${stranger.id}/tasks/${task.id}/documents/0`, file)).status).equal(404)
      expect((await other.get(`/e/${stranger.id}/tasks`)).words).not.contain('Steiner')
      expect((await hr.get(`/e/${employer.id}/tasks/${task.mutationId}/review/1`)).status).equal(404)
    })

    it('speak the language of the reader', async () => {
      const { path } = await asked('Steiner')
      await hr.get(`${path}?lang=it`)
      const wrong = await hr.post(path)
      expect(wrong.$('#gone-0-error').text()).contain('carichi il documento')
    })

    const tasks = () => `/e/${employer.id}/tasks`
    const list = (query = '') => hr.get(query ? `${tasks()}?${query}` : tasks())
    const person = (lastName: string) => portal.given.employee(employer.id, { lastName })
    const names = async (query: string) => {
      const page = await list(query)
      return page
        .$('#tasks .row__title')
        .toArray()
        .map((title) => page.$(title).text())
    }

    /** A task to send documents for a report about somebody. */
    async function asked(lastName: string, spec: Partial<TaskSpec> = {}, purposes = ['birth-certificate']) {
      const mutation = await portal.given.submitted(await person(lastName), answers())
      const documents = purposes.map((purpose) => ({ purpose, childKey: 'mia' }))
      const details = { documents, text: 'Bitte beide Seiten.' }
      const task = await portal.given.task(mutation, { details, ...spec })
      return { task, mutation, path: `${tasks()}/${task.id}` }
    }
  })
})
