import { expect } from 'chai'
import { openTask } from '../../db/tasks/tasks.js'
import { onEachDatabase, usePortal } from './portal.js'

describe('The start page', () => {
  onEachDatabase((portal) => {
    it('says what waits, the most urgent first, then drafts; what is new; and what is under way', async () => {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const person = (lastName: string) => portal.given.employee(employer.id, { lastName })
      const late = await portal.given.submitted(await person('Spät'))
      const soon = await portal.given.submitted(await person('Bald'))
      await portal.given.task(soon, { dueOn: '2026-11-27' })
      await portal.given.task(late, { dueOn: '2026-11-20' })
      await portal.given.draft(await person('Entwurf'))
      const reviewed = await portal.given.submitted(await person('Prüfung'))
      await portal.given.task(reviewed, { side: 'fund', dueOn: '2026-12-03' })
      const decided = await portal.given.submitted(await person('Entschieden'))
      await portal.given.message(decided)
      await portal.db('mutations').where({ id: decided.id }).update({ status: 'closed', outcome: 'granted' })

      const hr = await portal.signIn(user)
      const { $, words } = await hr.get(`/e/${employer.id}`)
      expect($('.lead').text()).to.equal('Drei Aufgaben warten auf Sie, eine ist überfällig.')
      const titles = (id: string) =>
        $(`section:has(#${id}) .row__title`)
          .map((_, title) => $(title).text().replace('Ungelesen: ', '').trim())
          .get()
      expect(titles('to-do')).to.deep.equal([
        'Unterlagen nachreichen für Luca Spät',
        'Unterlagen nachreichen für Luca Bald',
        'Entwurf: Familienzulagen für Luca Entwurf',
      ])
      expect(titles('messages')).to.deep.equal(['Zulagenentscheid'])
      expect(titles('running').slice(0, 2).toSorted()).to.deep.equal([
        'Familienzulagen für Luca Bald',
        'Familienzulagen für Luca Spät',
      ])
      expect(titles('running')[2]).to.equal('Familienzulagen für Luca Prüfung')
      expect(words).to.contain('3 Tage überfällig').and.to.contain('In Prüfung bis 3. Dezember')
      expect($('section:has(#report) .tile').attr('href')).to.equal(
        `/e/${employer.id}/employees?report=family-allowance`,
      )
    })

    it('counts what is urgent, and each figure leads to the list of just that', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const person = () => portal.given.employee(employer.id)
      await portal.given.task(await portal.given.submitted(await person()), { dueOn: '2026-11-20' })
      await portal.given.task(await portal.given.submitted(await person()), { dueOn: '2026-11-27' })
      await portal.given.draft(await person())
      await portal.given.message(await portal.given.submitted(await person()))
      const { $ } = await hr.get(`/e/${employer.id}`)
      const figures = $('.figure')
        .map((_, it) => $(it).find('.figure__number').text())
        .get()
      expect(figures).to.deep.equal(['1', '1', '1', '1', '3'])
      const rows = [1, 1, 1, 1, 3]
      for (const [n, link] of $('.figure').toArray().entries()) {
        const list = await hr.get($(link).attr('href') ?? '')
        expect(list.$('.rows > .row'), $(link).attr('href')).to.have.length(rows[n] ?? 0)
      }
    })

    it('says the next days to come, however much is overdue, each with a link', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const report = async (lastName: string) =>
        portal.given.submitted(await portal.given.employee(employer.id, { lastName }))
      for (const day of ['16', '17', '18', '19', '20'])
        await portal.given.task(await report(`Spät${day}`), { dueOn: `2026-11-${day}` })
      for (const day of ['16', '17', '18', '19', '20'])
        await portal.given.task(await report(`Säumig${day}`), { side: 'fund', dueOn: `2026-11-${day}` })
      const ours = [await report('Eins'), await report('Zwei'), await report('Drei'), await report('Vier')]
      for (const [n, it] of ours.entries()) await portal.given.task(it, { dueOn: `2026-11-2${n + 4}` })
      const theirs = [await report('Fünf'), await report('Sechs')]
      for (const [n, it] of theirs.entries())
        await portal.given.task(it, { side: 'fund', dueOn: `2026-12-0${n + 1}` })
      const { $ } = await hr.get(`/e/${employer.id}`)
      const lines = $('section:has(#deadlines) dt')
      expect(lines.map((_, it) => $(it).text().trim()).get()).to.deep.equal([
        'Unterlagen nachreichen für Luca Eins',
        'Unterlagen nachreichen für Luca Zwei',
        'Unterlagen nachreichen für Luca Drei',
        'Unser Entscheid: Familienzulagen für Luca Fünf',
        'Unser Entscheid: Familienzulagen für Luca Sechs',
        'Lohnmeldung 2026',
      ])
      const href = (n: number) => lines.eq(n).find('a').attr('href')
      expect(href(0)).to.equal(`/e/${employer.id}/tasks/${ours[0]?.id}/provide-documents/1`)
      expect(href(3)).to.equal(`/e/${employer.id}/mutations/${theirs[0]?.id}`)
      const kind = lines.eq(5).find('[name=kind]').val()
      const begun = await hr.post(lines.eq(5).find('form').attr('action') ?? '', { kind: String(kind) })
      expect(begun.headers.location).to.match(new RegExp(`^/e/${employer.id}/mutations/`))
    })

    it('takes the day of the wages from the task that asks for them, and says it once', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const id = `asked-${employer.id.slice(0, 30)}`
      await portal.db('mutations').insert({
        ...{ id, reference: `LA-${employer.id.slice(0, 9)}`, kind: 'salary-declaration', status: 'draft' },
        ...{ draft: '{}', answers: '{}', employerId: employer.id, createdBy: 'system', subject: '2025' },
        ...{ subjectKey: id, createdAt: portal.clock.now(), savedAt: portal.clock.now() },
      })
      const spec = {
        mutationId: id,
        step: 'declare',
        n: 1,
        side: 'employer' as const,
        details: {},
        ladder: [],
      }
      await openTask(portal.db, { ...spec, dueOn: '2027-02-15' }, { actor: 'system', at: portal.clock.now() })
      const wages = async () => {
        const { $ } = await hr.get(`/e/${employer.id}`)
        const lines = $('section:has(#deadlines) .facts > div').toArray()
        return lines.map((it) => [
          $(it).find('a').attr('href'),
          $(it).find('dd').text(),
          $(it).find('dt').text(),
        ])
      }
      const [line, ...others] = await wages()
      expect(others).to.deep.equal([])
      expect(line?.[0]).to.equal(`/e/${employer.id}/tasks/${id}/declare/1`)
      expect(line?.[1]).to.equal('15.02.2027')
      expect(line?.[2]).to.contain('Lohnmeldung 2025')
      await portal.db('tasks').where({ mutationId: id }).update({ dueOn: '2026-11-20' })
      expect(await wages(), 'what is overdue is a task, and no day to come').to.deep.equal([])
    })

    it('offers three things that are likely: what is overdue, who leaves, what is unread', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const leaver = await portal.given.employee(employer.id, { firstName: 'Nico', lastName: 'Frei' })
      await portal.db('employments').where({ employeeId: leaver.id }).delete()
      await portal.db('employments').insert({
        ...{ id: leaver.id, employerId: employer.id, employeeId: leaver.id, canton: 'SG', workload: 100 },
        ...{ monthlyWage: 500000, startsOn: '2020-01-01', endsOn: '2026-11-30' },
      })
      const asked = await portal.given.submitted(await portal.given.employee(employer.id))
      await portal.given.task(asked, { dueOn: '2026-11-20' })
      await portal.given.message(asked)
      await portal.db('mutations').insert({
        ...{
          id: `wages-${employer.id.slice(0, 30)}`,
          reference: `LD-${employer.id.slice(0, 9)}`,
          kind: 'salary-declaration',
        },
        ...{ status: 'closed', draft: '{}', answers: '{}', employerId: employer.id, createdBy: 'hr' },
        ...{ createdAt: portal.clock.now(), savedAt: portal.clock.now(), submittedAt: portal.clock.now() },
      })
      const { $ } = await hr.get(`/e/${employer.id}`)
      const likely = $('section:has(#likely) .tile')
      expect(likely).to.have.length(3)
      expect(likely.eq(0).text()).to.contain('Unterlagen nachreichen')
      expect(likely.eq(1).text()).to.contain('Austritt von Nico Frei melden')
      expect(likely.eq(1).attr('href')).to.equal(`/e/${employer.id}/employees/${leaver.id}#report`)
      expect(likely.eq(2).text()).to.contain('1 neue Mitteilung lesen')
    })

    it('shows three things to set up until they are put away for ever', async () => {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const hr = await portal.signIn(user)
      const steps = async () => (await hr.get(`/e/${employer.id}`)).$('.setup .row')
      expect(await steps()).to.have.length(3)
      await hr.post('/account/notices', { task: 'daily', reminder: 'at-once', message: 'moon', keys: 'on' })
      expect((await steps()).eq(2).text()).to.contain('erledigt')
      expect((await hr.get('/account/notices')).$('[name=task]:checked').attr('value')).to.equal('daily')
      await hr.post('/account/notices', { task: 'daily', days: ['1', '4', '9'], keys: 'on' })
      const page = await hr.get('/account/notices')
      expect(page.words).to.contain('Montag').and.contain('Sonntag')
      const days = page.$('[name=days]:checked')
      expect(days.get().map((it) => page.$(it).attr('value'))).to.deep.equal(['1', '4'])
      await hr.post(`/e/${employer.id}/setup`)
      expect(await steps()).to.have.length(0)
      expect(await (await portal.signIn(user)).get(`/e/${employer.id}`)).to.satisfy(
        (page: { $: (of: string) => unknown[] }) => page.$('.setup').length === 0,
      )
    })

    it('knows at once that a passkey or a colleague was added, and takes nobody for set up who is not', async () => {
      const employers = [await portal.given.employer(), await portal.given.employer()]
      const ids = employers.map(({ id }) => id)
      const user = await portal.given.user({ employers: ids })
      const other = await portal.given.user({ employers: ids.slice(1) })
      const [hr, colleague] = [await portal.signIn(user), await portal.signIn(other)]
      const done = async (visitor: typeof hr, id = ids[0]) => {
        const { $ } = await visitor.get(`/e/${id}`)
        return $('.setup .row')
          .map((_, row) => $(row).text().includes('erledigt'))
          .get()
      }
      expect([await done(hr), await done(hr)]).to.deep.equal([
        [false, false, false],
        [false, false, false],
      ])
      expect([await done(hr, ids[1]), await done(colleague, ids[1])]).to.deep.equal([
        [false, true, false],
        [false, true, false],
      ])
      const key = { id: `key-${user.id}`, userId: user.id, name: 'Schlüssel', publicKey: 'x', counter: 0 }
      await portal.db('passkeys').insert({ ...key, transports: '', createdAt: portal.clock.now() })
      expect([await done(hr), await done(hr, ids[1]), await done(colleague, ids[1])]).to.deep.equal([
        [true, false, false],
        [true, true, false],
        [false, true, false],
      ])
      await portal.db('passkeys').where({ id: key.id }).delete()
      expect(await done(hr)).to.deep.equal([false, false, false])
      const mandate = { userId: other.id, employerId: ids[0] }
      await portal.db('mandates').insert({ ...mandate, role: 'member' })
      expect(await done(hr)).to.deep.equal([false, true, false])
      await portal.db('mandates').where(mandate).update({ endedAt: portal.clock.now() })
      expect(await done(hr)).to.deep.equal([false, false, false])
    })

    it('tells an open page what has changed, and keeps no session alive by it', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const live = async (n: unknown) => hr.get(`/e/${employer.id}/live?n=${n}`)
      const { n, badges } = (await live('')).body
      expect(badges).to.deep.include({ key: 'tasks', count: '0', words: '' })
      expect((await live(n)).status).to.equal(204)
      await portal.given.task(await portal.given.submitted(await portal.given.employee(employer.id)))
      const later = (await live(n)).body
      expect(later.badges).to.deep.include({ key: 'tasks', count: '1', words: ', 1 offen' })
      expect((await hr.part(`/e/${employer.id}`)).words).to.contain('Unterlagen nachreichen')
      portal.clock.forward(29)
      expect((await live(n)).status).to.equal(200)
      expect((await hr.part(`/e/${employer.id}`)).status).to.equal(200)
      portal.clock.forward(2)
      expect((await live(n)).status).to.equal(303)
    })

    it('shows nothing of another employer', async () => {
      const stranger = await portal.given.employer()
      const theirs = await portal.given.submitted(
        await portal.given.employee(stranger.id, { lastName: 'Fremd' }),
      )
      await portal.given.task(theirs)
      await portal.given.message(theirs)
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const { words } = await hr.get(`/e/${employer.id}`)
      expect(words).to.contain('Im Moment wartet nichts auf Sie.').and.to.contain('Alles erledigt')
      expect(words).not.to.contain('Fremd')
    })
  })

  const portal = usePortal()

  it('says it in the plural of each language', async () => {
    const employer = await portal.given.employer()
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    const lead = async (lang: string) => (await hr.get(`/e/${employer.id}?lang=${lang}`)).$('.lead').text()
    const person = await portal.given.employee(employer.id)
    await portal.given.task(await portal.given.submitted(person), { dueOn: '2026-11-20' })
    expect(await lead('de')).to.equal('Eine Aufgabe wartet auf Sie, eine ist überfällig.')
    expect(await lead('fr')).to.equal('Une tâche vous attend, une est en retard.')
    expect(await lead('it')).to.equal('Un compito la attende, uno è in ritardo.')
    expect(await lead('en')).to.equal('One task is waiting for you, one is overdue.')
    for (let n = 0; n < 13; n++) await portal.given.draft(person)
    await portal.given.task(await portal.given.submitted(person), { dueOn: '2026-11-19' })
    expect(await lead('de')).to.equal('15 Aufgaben warten auf Sie, zwei sind überfällig.')
    expect(await lead('fr')).to.equal('15 tâches vous attendent, deux sont en retard.')
    expect(await lead('it')).to.equal('15 compiti la attendono, due sono in ritardo.')
    expect(await lead('en')).to.equal('15 tasks are waiting for you, two are overdue.')
  })

  it('greets by the hour in Zurich', async () => {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' })
    const greeting = async (now: string) => {
      portal.clock.set(now)
      return (await (await portal.signIn(user)).get(`/e/${employer.id}?lang=de`)).$('h1').text()
    }
    expect(await greeting('2026-11-24T07:00:00.000Z')).to.equal('Guten Morgen, Sandra Keller')
    expect(await greeting('2026-11-24T13:00:00.000Z')).to.equal('Guten Tag, Sandra Keller')
    expect(await greeting('2026-11-24T17:30:00.000Z')).to.equal('Guten Abend, Sandra Keller')
  })
})
