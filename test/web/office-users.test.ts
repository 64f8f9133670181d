import { expect } from 'chai'
import { changeRole, disableOfficeUser } from '../../db/access/office-users.js'
import { userByEmail } from '../../db/access/users.js'
import { entriesAbout } from '../../db/audit/note.js'
import { choosePassword, openLink, setUpApp } from './activating.js'
import { onEachDatabase } from './portal.js'

const base = '/office/users'
const aSecond = () => new Promise((done) => setTimeout(done, 1000))

describe('The users of the office', () => {
  onEachDatabase((portal) => {
    const administrator = async () => {
      const user = await portal.given.user({ role: 'system-administrator', name: 'Iva Keller' })
      return { user, someone: await portal.signIn(user) }
    }
    const colleague = (role = 'caseworker') => portal.given.user({ role, name: 'Beat Frei' })

    it('stand in a list with what they do, for the system administrator alone', async () => {
      const { someone } = await administrator()
      const other = await colleague()
      const page = await someone.get(base)
      expect(page.words).to.contain('Beat Frei').and.to.contain('Sachbearbeitung').and.to.contain('noch nie')
      expect((await someone.get('/account')).$(`nav a[href="${base}"]`)).to.have.length(1)
      for (const role of ['caseworker', 'supervisor']) {
        const visitor = await portal.signIn(await colleague(role))
        expect((await visitor.get(base)).status, role).to.equal(403)
        expect((await visitor.post(`${base}/${other.id}/disable`)).status, role).to.equal(403)
      }
    })

    it('are invited by e-mail, set up password and app, and do what they were invited for', async () => {
      const { someone } = await administrator()
      const email = `neu-${Date.now()}@kasse.example`
      const form = { name: 'Nina Neu', email: email.toUpperCase(), language: 'de', role: 'supervisor' }
      const wrong = await someone.post(`${base}/invite`, { ...form, email: 'falsch', role: 'employer' })
      expect(wrong.status).to.equal(422)
      expect(wrong.$('[name=name]').val()).to.equal('Nina Neu')
      expect((await someone.post(`${base}/invite`, form)).headers.location).to.equal(base)
      expect((await someone.get(base)).words)
        .to.contain('Offene Einladungen')
        .and.to.contain('Nina Neu')
      const nina = portal.visitor()
      await openLink(portal, nina, email)
      await choosePassword(nina, 'vier Velos im Regen')
      await setUpApp(portal, nina)
      expect((await nina.get('/office/deadlines')).status).to.equal(200)
      expect((await userByEmail(portal.db, email))?.role).to.equal('supervisor')
      const again = await someone.post(`${base}/invite`, form)
      expect([again.status, again.words.includes('gibt es schon einen Benutzer')]).to.deep.equal([422, true])
    })

    it('do something else from their next click on', async () => {
      const { someone } = await administrator()
      const user = await colleague()
      const visitor = await portal.signIn(user)
      expect((await visitor.get('/office')).status).to.equal(200)
      expect((await someone.post(`${base}/${user.id}`, { role: 'nobody' })).status).to.equal(422)
      await someone.post(`${base}/${user.id}`, { role: 'system-administrator' })
      await aSecond()
      expect((await visitor.get('/office')).status).to.equal(403)
      expect((await visitor.get('/office/doctor')).status).to.equal(200)
      const entries = await entriesAbout(portal.db, user.id)
      expect(entries.find(({ action }) => action === 'user.role')?.fields).to.equal('system-administrator')
    })

    it('are out at once when they are disabled, what they had taken is free again, and they may come back', async () => {
      const { someone } = await administrator()
      const user = await colleague()
      const visitor = await portal.signIn(user)
      const employer = await portal.given.employer()
      const report = await portal.given.submitted(await portal.given.employee(employer.id))
      const task = await portal.given.task(report, { side: 'fund', step: 'review' })
      await portal
        .db('tasks')
        .where({ id: task.id })
        .update({ claimedBy: user.id, claimedAt: portal.clock.now() })
      expect((await someone.post(`${base}/${user.id}/disable`)).headers.location).to.equal(base)
      await aSecond()
      expect((await visitor.get('/office')).headers.location).to.equal('/sign-in')
      expect((await portal.db('tasks').where({ id: task.id }).first()).claimedBy).to.equal(null)
      expect((await entriesAbout(portal.db, task.id)).map(({ action }) => action)).to.include('task.release')
      expect((await someone.get(`${base}/${user.id}`)).words).to.contain('keinen Zugang mehr')
      await someone.post(`${base}/${user.id}/enable`)
      portal.clock.forward(1)
      expect((await (await portal.signIn(user)).get('/office')).status).to.equal(200)
    })

    it('change nothing of their own: somebody else gives a system administrator another role, or lets them in no more', async () => {
      const { user, someone } = await administrator()
      await portal.given.user({ role: 'system-administrator' })
      const own = await someone.get(`${base}/${user.id}`)
      expect(own.words).to.contain('Ihre eigene Rolle und Ihren Zugang ändert eine andere Person')
      expect(own.$('main form')).to.have.length(0)
      for (const [path, fields] of [
        ['', { role: 'caseworker' }],
        ['/disable', {}],
      ] as const) {
        const refused = await someone.post(`${base}/${user.id}${path}`, fields)
        expect([refused.status, refused.words.includes('ändert eine andere Person')], path).to.deep.equal([
          409,
          true,
        ])
      }
      expect(await userByEmail(portal.db, user.email)).to.include({
        role: 'system-administrator',
        status: 'active',
      })
      const noted = (await entriesAbout(portal.db, user.id)).map(({ action }) => action)
      expect(noted).not.to.include.members(['user.role']).and.not.to.include.members(['user.disable'])
    })

    it('have no change noted of them where the role they have is saved again', async () => {
      const { someone } = await administrator()
      const user = await colleague()
      expect((await someone.post(`${base}/${user.id}`, { role: 'caseworker' })).status).to.equal(303)
      expect((await entriesAbout(portal.db, user.id)).map(({ action }) => action)).to.deep.equal([])
    })

    it('keep one person who looks after them, also when two administrators act at the same moment', async () => {
      await portal.db('users').where({ role: 'system-administrator' }).update({ status: 'disabled' })
      const { user, someone } = await administrator()
      expect((await someone.get(base)).words).to.contain('nur eine Person für die Systemadministration')
      const refused = await someone.post(`${base}/${user.id}/disable`)
      expect([refused.status, refused.words.includes('niemanden mehr')]).to.deep.equal([409, true])
      expect((await someone.post(`${base}/${user.id}`, { role: 'supervisor' })).status).to.equal(409)
      expect((await someone.get(`${base}/${user.id}`)).$('main form')).to.have.length(0)
      const other = await portal.given.user({ role: 'system-administrator' })
      const ends = await Promise.all([
        disableOfficeUser(portal.db, user.id, { actor: other.id, at: portal.clock.now() }),
        changeRole(portal.db, other.id, 'supervisor', { actor: user.id, at: portal.clock.now() }),
      ])
      expect(ends.sort()).to.deep.equal(['last-administrator', null])
    })
  })
})
