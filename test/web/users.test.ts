import { expect } from 'chai'
import { changeRights } from '../../db/access/employer-users.js'
import { entriesAbout } from '../../db/audit/note.js'
import { mailsTo, mailTo } from './mails.js'
import { onEachDatabase } from './portal.js'
import { codeAt, password } from './visitor.js'

describe('The users of an employer', () => {
  onEachDatabase((portal) => {
    async function firm() {
      const employer = await portal.given.employer()
      const [admin, clerk] = await Promise.all([
        portal.given.user({ employers: [employer.id], name: 'Marco Rüegg' }),
        portal.given.user({ employers: [employer.id], name: 'Sandra Keller' }),
      ])
      await portal.db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
      return { employer, admin, clerk, base: `/e/${employer.id}/users` }
    }
    const rights = { role: 'member', topics: ['salaries'] }

    it('stand in a list with what they may, and a hint when only one looks after them', async () => {
      const { admin, base } = await firm()
      const page = await (await portal.signIn(admin)).get(base)
      expect(page.words).to.contain('Marco Rüegg').and.to.contain('Sandra Keller').and.to.contain('noch nie')
      expect(page.words).to.contain('Es gibt nur eine Administratorin')
    })

    it('are invited by e-mail, with what they may', async () => {
      const { admin, employer, base } = await firm()
      const someone = await portal.signIn(admin)
      const form = { name: 'Neu Hier', email: 'Neu@muster.example', language: 'fr', kind: 'agent', ...rights }
      expect((await someone.post(`${base}/invite`, { ...form, email: 'falsch' })).status).to.equal(422)
      const foreign = await someone.post(`${base}/invite`, { ...form, name: '王 Mei' })
      expect(foreign.status).to.equal(422)
      expect(foreign.words).to.contain('Dieses Zeichen können wir nicht drucken: 王.')
      expect((await someone.post(`${base}/invite`, form)).headers.location).to.equal(base)
      const [row] = await portal.db('invitations').where({ employerId: employer.id })
      expect(row.email).to.equal('neu@muster.example')
      expect(JSON.parse(row.mandate)).to.include({ role: 'member', topics: 'salaries', kind: 'agent' })
      expect((await someone.get(base)).words).to.contain('Offene Einladungen')
    })

    it('lose a part of the portal at once when their topics change', async () => {
      const { admin, clerk, employer, base } = await firm()
      const [boss, hr] = [await portal.signIn(admin), await portal.signIn(clerk)]
      const employees = `/e/${employer.id}/employees`
      expect((await hr.get(employees)).status).to.equal(200)
      expect((await boss.post(`${base}/${clerk.id}`, rights)).status).to.equal(303)
      await new Promise((done) => setTimeout(done, 1000))
      expect((await hr.get(employees)).status).to.equal(403)
      expect((await hr.get(`/e/${employer.id}`)).$(`nav a[href="${employees}"]`)).to.have.length(0)
      expect((await entriesAbout(portal.db, clerk.id)).map(({ action }) => action)).to.include(
        'mandate.change',
      )
    })

    it('are out within a second when their access ends, and in again when it is restored', async () => {
      const { admin, clerk, employer, base } = await firm()
      const [boss, hr] = [await portal.signIn(admin), await portal.signIn(clerk)]
      await boss.post(`${base}/${clerk.id}/end`)
      await new Promise((done) => setTimeout(done, 1000))
      expect((await hr.get(`/e/${employer.id}`)).headers.location).to.equal('/sign-in')
      await boss.post(`${base}/${clerk.id}/resume`)
      expect((await (await portal.signIn(clerk)).get(`/e/${employer.id}`)).status).to.equal(200)
    })

    it('hold a mandate as a fiduciary until it is ended: then they are out, are told so, and their drafts stay', async () => {
      const { admin, employer, base } = await firm()
      const [other, person] = [await portal.given.employer(), await portal.given.employee(employer.id)]
      const agent = await portal.given.user({ employers: [employer.id, other.id], name: 'Corinne Steffen' })
      await portal
        .db('mandates')
        .where({ userId: agent.id })
        .update({ kind: 'agent', begunAt: '2025-03-01T08:00:00.000Z' })
      const [boss, fiduciary] = [await portal.signIn(admin), await portal.signIn(agent)]
      const draft = await portal.given.draft(person, {}, agent.id)
      const list = await boss.get(base)
      expect(list.$('#agents').closest('section').text())
        .to.contain('Corinne Steffen')
        .and.to.match(/seit 1\.\sMärz\s2025/)
      expect(list.$('#staff').closest('section').text()).not.to.contain('Corinne Steffen')
      const page = await boss.get(`${base}/${agent.id}`)
      expect(page.words).to.contain('Mandat beenden').and.not.to.contain('Handelt auch für')
      expect((await fiduciary.get(`/e/${employer.id}`)).status).to.equal(200)
      expect((await boss.post(`${base}/${agent.id}/end`)).headers.location).to.equal(base)
      await new Promise((done) => setTimeout(done, 1000))
      for (const path of ['', `/mutations/${draft.id}/request`, '/mandate'])
        expect((await fiduciary.get(`/e/${employer.id}${path}`)).status, path).to.equal(404)
      expect((await fiduciary.get(`/e/${other.id}`)).status).to.equal(200)
      expect((await boss.get(`/e/${employer.id}/tasks`)).words).to.contain('Luca Steiner')
      const mails = await mailsTo(portal, agent.email)
      expect(mails.map(({ kind }) => kind)).to.deep.equal(['mandate-ended'])
      expect(mails[0]?.content).to.deep.equal({})
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const seen = await desk.get(`/office/employers/${employer.id}/users/${agent.id}`)
      expect(seen.$(`main a[href="/office/employers/${other.id}/users"]`)).to.have.length(1)
      expect((await desk.post(`/office/employers/${employer.id}/users/${agent.id}/resume`)).status).to.equal(
        303,
      )
      expect((await fiduciary.get(`/e/${employer.id}`)).status).to.equal(200)
    })

    it('are invited again at the right address when the first was wrong: the first link opens nothing any more', async () => {
      const { employer } = await firm()
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const base = `/office/employers/${employer.id}/users`
      const form = {
        name: 'Neu Hier',
        email: 'falsch@muster.example',
        language: 'fr',
        kind: 'agent',
        ...rights,
      }
      await desk.post(`${base}/invite`, form)
      const wrong = await portal.db('invitations').where({ email: form.email }).first()
      const page = await desk.get(`${base}/invite?instead=${wrong.id}`)
      expect(page.$('[name=email]').val()).to.equal(form.email)
      expect(page.$('[name=topics][value=salaries]').attr('checked')).not.to.equal(undefined)
      const again = { ...form, email: 'richtig@muster.example', instead: wrong.id }
      expect((await desk.post(`${base}/invite`, again)).status).to.equal(303)
      const open = await portal.db('invitations').where({ employerId: employer.id, closedAt: null })
      expect(open.map(({ email }) => email)).to.deep.equal([again.email])
      // the invitation of another employer cannot be put aside that way
      const theirs = await firm()
      await desk.post(`/office/employers/${theirs.employer.id}/users/invite`, {
        ...again,
        email: 'x@muster.example',
        instead: open[0].id,
      })
      expect(await portal.db('invitations').where({ id: open[0].id, closedAt: null })).to.have.length(1)
    })

    it('keep one administrator: the last cannot leave or step down, also not two at once', async () => {
      const { admin, clerk, employer, base } = await firm()
      const boss = await portal.signIn(admin)
      const stepping = await boss.post(`${base}/${admin.id}`, { role: 'member', topics: ['personnel'] })
      expect(stepping.status).to.equal(409)
      expect(stepping.words).to.contain('letzte Person mit Administration')
      expect((await boss.post(`${base}/${admin.id}/end`)).status).to.equal(409)
      const by = { actor: admin.id, at: portal.clock.now() }
      const target = { employerId: employer.id, byOffice: false }
      const member = { role: 'member' as const, topics: ['personnel' as const] }
      await changeRights(portal.db, { ...target, userId: clerk.id }, { ...member, role: 'admin' }, by)
      const both = await Promise.all(
        [admin, clerk].map(({ id }) => changeRights(portal.db, { ...target, userId: id }, member, by)),
      )
      expect(both.filter((refusal) => refusal === null)).to.have.length(1)
    })

    it('give themselves no topic they have not: another administrator does, or the office', async () => {
      const { admin, clerk, employer, base } = await firm()
      const mandate = () => portal.db('mandates').where({ userId: admin.id, employerId: employer.id })
      await mandate().update({ topics: 'personnel finance' })
      const boss = await portal.signIn(admin)
      const own = await boss.get(`${base}/${admin.id}`)
      expect(own.words).to.contain('Weitere Themen gibt Ihnen')
      const offered = own
        .$('[name=topics]')
        .map((_, it) => own.$(it).val())
        .get()
      expect(offered).to.deep.equal(['personnel', 'finance'])
      const more = { role: 'admin', topics: ['personnel', 'salaries'] }
      const refused = await boss.post(`${base}/${admin.id}`, more)
      expect([refused.status, refused.$('#errors').text().includes('Weitere Themen')]).to.deep.equal([
        409,
        true,
      ])
      expect((await mandate().first()).topics).to.equal('personnel finance')
      expect(
        (await boss.post(`${base}/${admin.id}`, { role: 'admin', topics: ['personnel'] })).status,
      ).to.equal(303)
      expect((await mandate().first()).topics).to.equal('personnel')
      await portal.db('mandates').where({ userId: clerk.id }).update({ role: 'admin' })
      const second = await portal.signIn(clerk)
      expect((await second.post(`${base}/${admin.id}`, more)).status).to.equal(303)
      expect((await mandate().first()).topics).to.equal('personnel salaries')
    })

    it('get no other rights by an invitation: whoever acts for the employer already is not invited, also not under an address they take later', async () => {
      const { admin, clerk, employer, base } = await firm()
      await portal.db('mandates').where({ userId: admin.id }).update({ topics: 'personnel' })
      const boss = await portal.signIn(admin)
      const form = { name: 'Marco Rüegg', language: 'de', kind: 'staff', role: 'admin', topics: ['salaries'] }
      for (const { email } of [admin, clerk]) {
        const known = await boss.post(`${base}/invite`, { ...form, email: email.toUpperCase() })
        expect([known.status, known.words.includes('handelt schon für das Unternehmen')]).to.deep.equal([
          422,
          true,
        ])
      }
      const email = `zweite-${Date.now()}@muster.example`
      expect((await boss.post(`${base}/invite`, { ...form, email })).status).to.equal(303)
      await portal.db('users').where({ id: admin.id }).update({ email })
      const { token, code } = await mailTo(portal, email, 'activation')
      await boss.post(`/activate/${token}`, { code })
      const back = await portal.signIn({ id: admin.id, email })
      await back.post(`/activate/${token}`, { code })
      await back.get('/sign-in')
      portal.clock.forward(1)
      await back.post('/sign-in', { email, password })
      await back.get('/sign-in/code')
      await back.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
      await back.get('/activate/mandate')
      expect((await back.post('/activate/mandate')).status).to.equal(404)
      expect(
        await portal.db('mandates').where({ userId: admin.id, employerId: employer.id }).first(),
      ).to.include({ topics: 'personnel' })
    })

    it('have no change noted of them where the rights they have are saved again', async () => {
      const { admin, clerk, base } = await firm()
      const boss = await portal.signIn(admin)
      await boss.post(`${base}/${clerk.id}`, { role: 'member', topics: ['finance', 'personnel', 'salaries'] })
      expect((await entriesAbout(portal.db, clerk.id)).map(({ action }) => action)).to.deep.equal([])
    })

    it('lose their second factor on request, but not who acts for others too', async () => {
      const { admin, clerk, base } = await firm()
      const boss = await portal.signIn(admin)
      expect((await boss.post(`${base}/${clerk.id}/reset-factors`)).status).to.equal(303)
      expect((await portal.db('users').where({ id: clerk.id }).first()).totpSeed).to.equal('')
      const other = await portal.given.employer()
      const agent = await portal.given.user({ employers: [base.split('/')[2] ?? '', other.id] })
      expect((await boss.post(`${base}/${agent.id}/reset-factors`)).status).to.equal(403)
      expect((await boss.post(`${base}/${admin.id}/reset-factors`)).status).to.equal(403)
    })

    it('change only after a proof of the last five minutes, and what was typed waits', async () => {
      const { admin, clerk, base } = await firm()
      const boss = await portal.signIn(admin)
      await boss.get(base)
      portal.clock.forward(6)
      const answer = await boss.post(`${base}/${clerk.id}/end`)
      expect(answer.headers.location).to.equal('/account/confirm')
      expect((await portal.db('mandates').where({ userId: clerk.id }).first()).endedAt).to.equal(null)
    })

    it('of another employer are nobody, by any address', async () => {
      const [mine, theirs] = [await firm(), await firm()]
      const boss = await portal.signIn(mine.admin)
      for (const path of ['', '/end', '/resume', '/reset-factors'])
        expect((await boss.post(`${mine.base}/${theirs.clerk.id}${path}`, rights)).status, path).to.equal(404)
      expect((await boss.get(theirs.base)).status).to.equal(404)
    })

    it('are looked after by the office for every employer, which may leave none in charge', async () => {
      const { admin, employer } = await firm()
      const desk = await portal.signIn(await portal.given.user({ role: 'system-administrator' }))
      const list = await desk.get(`/office/employers?q=${employer.memberNumber}`)
      expect(list.words).to.contain(employer.name)
      const base = `/office/employers/${employer.id}/users`
      expect((await desk.get(base)).words).to.contain('Marco Rüegg')
      expect((await desk.post(`${base}/${admin.id}`, rights)).status).to.equal(303)
      expect((await desk.get('/office/employers')).words).to.contain('ohne Administration')
      await portal.db('employers').where({ id: employer.id }).update({ uid: 'CHE-109.322.551', canton: 'AI' })
      for (const query of ['q=che-109.322.551', 'q=109322551', 'canton=AI', 'q=che%20109&canton=AI'])
        expect((await desk.get(`/office/employers?${query}`)).$('.row').text(), query).to.contain(
          'CHE-109.322.551',
        )
      for (const query of ['q=109322551&canton=ZH', 'q=109322552'])
        expect((await desk.get(`/office/employers?${query}`)).$('.row')).to.have.length(0)
      expect((await desk.get('/office/employers?canton=nonsense')).$('.row').length).to.be.above(0)
    })
  })
})
