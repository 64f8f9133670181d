import { expect } from 'chai'
import { endMandate } from '../../db/access/employer-users.js'
import { resetFactors } from '../../db/access/factors.js'
import { renewRecoveryCodes } from '../../db/access/recovery-codes.js'
import { noteSignIn, userById } from '../../db/access/users.js'
import { mailTo, smsCode } from './mails.js'
import { passkeyOf } from './passkey-made.js'
import { onEachDatabase, type Portal } from './portal.js'
import { appCode, codeAt, password, type Visitor } from './visitor.js'

/** What the audit says of somebody since an entry, with who did it. */
const notedOf = async ({ db }: Portal, object: string, since = 0) =>
  (await db('audit').where({ object }).where('seq', '>', since).orderBy('seq')).map(
    ({ action, actor }) => `${action} by ${actor === object ? 'themselves' : actor}`,
  )

describe('Whoever is let in no more', () => {
  onEachDatabase(
    (portal) => {
      /** Somebody of an employer whose access ends when `leave` is called; then the audit tells of what follows. */
      async function leaver(changes = {}) {
        const employer = await portal.given.employer()
        const user = await portal.given.user({ employers: [employer.id], ...changes })
        let since = 0
        return {
          user,
          async leave() {
            const by = { actor: 'boss', at: portal.clock.now() }
            const target = { employerId: employer.id, userId: user.id, byOffice: true }
            await endMandate(portal.db, portal.deps.vault, target, by)
            since = (await portal.db('audit').max('seq as seq').first())?.seq
          },
          noted: () => notedOf(portal, user.id, since),
          seen: async () => (await portal.db('users').where({ id: user.id }).first()).lastSignInAt,
        }
      }
      const refused = ['user.refused by anonymous']

      async function withPassword(someone: Visitor, email: string) {
        await someone.get('/sign-in')
        return someone.post('/sign-in', { email, password })
      }

      it('is refused with the right password, and that is what is noted; a wrong one is a wrong one', async () => {
        const { user, leave, noted, seen } = await leaver()
        await leave()
        const someone = portal.visitor()
        const answer = await withPassword(someone, user.email)
        expect([answer.status, answer.words.includes('stimmt nicht')]).to.deep.equal([422, true])
        expect(await noted()).to.deep.equal(refused)
        await someone.post('/sign-in', { email: user.email, password: 'wrong' })
        expect(await noted()).to.deep.equal([...refused, 'user.password-wrong by anonymous'])
        expect(await seen()).to.equal(null)
      })

      it('is refused with a passkey in words that tell nothing, and nobody is noted as signed in', async () => {
        const { user, leave, noted, seen } = await leaver()
        const signIn = await passkeyOf(portal, user.id)
        expect((await signIn(portal.visitor())).status, 'while they act').to.equal(303)
        const before = await seen()
        const used = (await portal.db('passkeys').where({ userId: user.id }).first()).usedAt
        portal.clock.forward(1)
        await leave()
        const answer = await signIn(portal.visitor())
        expect([answer.status, answer.words.includes('Dieser Passkey gilt hier nicht')]).to.deep.equal([
          422,
          true,
        ])
        expect(await noted()).to.deep.equal(refused)
        expect(await seen()).to.equal(before)
        expect((await portal.db('passkeys').where({ userId: user.id }).first()).usedAt).to.equal(used)
      })

      for (const way of ['app', 'sms', 'recovery'] as const)
        it(`is refused at the second factor where their access ends after the password (${way}), once`, async () => {
          const phone = `+4178${String(3_000_000 + Math.floor(Math.random() * 900_000))}`
          const { user, leave, noted, seen } = await leaver(way === 'sms' ? { phone, totpSeed: '' } : {})
          const codes = await portal.db.transaction((trx) =>
            renewRecoveryCodes(trx, user.id, portal.clock.now()),
          )
          const someone = portal.visitor()
          expect((await withPassword(someone, user.email)).headers.location).to.equal('/sign-in/code')
          await someone.get('/sign-in/code')
          await leave()
          const path = way === 'recovery' ? '/sign-in/recovery-code' : '/sign-in/code'
          const right = { app: codeAt(portal.clock.now()), sms: '', recovery: codes[0] }[way]
          const code = way === 'sms' ? await smsCode(portal, phone) : right
          for (const _ of ['first', 'again'])
            expect((await someone.post(path, { code })).headers.location).to.equal('/sign-in')
          expect(await noted()).to.deep.equal(refused)
          expect(await seen()).to.equal(null)
        })

      it('sets up no new factor with a link that came before, and is not in by it', async () => {
        const { user, leave, noted, seen } = await leaver()
        await resetFactors(portal.db, portal.deps.vault, user.id, { actor: 'boss', at: portal.clock.now() })
        const someone = portal.visitor()
        const { token, code } = await mailTo(portal, user.email, 'new-factor')
        await someone.post(`/activate/${token}`, { code })
        await someone.get('/activate/password')
        await someone.post('/activate/password', { password })
        const key = (await someone.get('/activate/app')).$('#key').text().replace(/\s/g, '')
        await leave()
        const answer = await someone.post('/activate/app', { code: appCode(key, portal.clock.now()) })
        expect(answer.status).to.equal(404)
        expect(await noted()).to.deep.equal([])
        expect(await seen()).to.equal(null)
        expect((await userById(portal.db, user.id))?.totpSeed).to.equal('')
      })

      it('is refused even where their access ends at the moment the last factor is proved', async () => {
        const { user, leave, noted, seen } = await leaver()
        await leave()
        const by = { actor: user.id, at: portal.clock.now() }
        expect(await noteSignIn(portal.db, user.id, by)).to.equal(false)
        expect(await noteSignIn(portal.db, user.id, by, true)).to.equal(false)
        expect(await noted()).to.deep.equal([...refused, ...refused])
        expect(await seen()).to.equal(null)
      })
    },
    { PORTAL_DEMO: '1' },
  )
})

describe('What the audit says of coming in', () => {
  onEachDatabase((portal) => {
    it('tells a sign-in from proving again who one is', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const someone = await portal.signIn(user)
      const first = await userById(portal.db, user.id)
      portal.clock.forward(6)
      await someone.get('/account/confirm')
      await someone.post('/account/confirm', { password })
      await someone.get('/sign-in/code')
      await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
      expect((await someone.get('/account/app')).status).to.equal(200)
      expect(await notedOf(portal, user.id)).to.deep.equal([
        'user.sign-in by themselves',
        'user.confirm by themselves',
      ])
      expect(await userById(portal.db, user.id)).to.include({
        lastSignInAt: (first as unknown as { lastSignInAt: string }).lastSignInAt,
      })
    })

    it('names the passkey’s owner where somebody else proves it, and a key that was copied', async () => {
      const [user, other] = [
        await portal.given.user({ role: 'caseworker' }),
        await portal.given.user({ role: 'caseworker' }),
      ]
      const signIn = await passkeyOf(portal, other.id)
      expect((await signIn(await portal.signIn(user))).status).to.equal(422)
      expect(await notedOf(portal, other.id)).to.deep.equal(['user.passkey-wrong by anonymous'])
      await portal.db('passkeys').where({ userId: other.id }).update({ counter: 7 })
      expect((await signIn(portal.visitor())).status).to.equal(422)
      expect(await notedOf(portal, other.id)).to.deep.equal(Array(2).fill('user.passkey-wrong by anonymous'))
    })

    it('tells of the end of a session only where one has ended', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const one = await portal.signIn(user)
      const ends = async () =>
        (await notedOf(portal, user.id)).filter((it) => it.startsWith('user.session-end')).length
      for (const session of ['others', 'nobody’s']) await one.post('/account/sessions', { session })
      expect(await ends()).to.equal(0)
      await portal.signIn(user)
      await one.get('/account/sessions')
      await one.post('/account/sessions', { session: 'others' })
      expect(await ends()).to.equal(1)
    })
  })
})
