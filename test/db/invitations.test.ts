import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { acceptMandate, activate } from '../../db/access/activation.js'
import { resetFactors } from '../../db/access/factors.js'
import {
  invitationByLink,
  invite,
  keepChosenPassword,
  openInvitations,
  proveInvitation,
  resendInvitation,
  withdrawInvitation,
} from '../../db/access/invitations.js'
import { mandatesOf } from '../../db/access/mandates.js'
import { recoveryCodesLeft, spendRecoveryCode } from '../../db/access/recovery-codes.js'
import { writeSession } from '../../db/access/sessions.js'
import { userByEmail } from '../../db/access/users.js'
import { entriesAbout } from '../../db/audit/note.js'
import { owedAccountMail, settleAccountMail } from '../../db/notices/account-mails.js'
import { createVault } from '../../db/seal.js'
import { forEachDatabase } from './databases.js'
import { at, by, employer, user } from './rows.js'

const vault = createVault(randomBytes(32))
const hours = (count: number) => count * 60

describe('An invitation', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    const invitee = (employerId: string | null, email = `${randomUUID()}@neu.example`) => ({
      email,
      name: 'Nina Neu',
      language: 'de' as const,
      role: 'employer' as const,
      employerId,
      mandate: { role: 'member' as const },
    })

    /** What the newest mail to an address says. */
    async function mailTo(email: string) {
      const [row] = await db('accountMails')
        .where({ recipient: email.toLowerCase() })
        .orderBy('createdAt', 'desc')
      const mail = await owedAccountMail(db, vault, row.id)
      if (!mail) throw new Error('there is no mail')
      return mail
    }
    const secretsIn = async (email: string) => {
      const { token = '', code = '' } = (await mailTo(email)).content
      return { token, code }
    }
    const proof = { totpSeed: 'sealed', totpLastStep: 7, phone: null }

    it('makes a user of link, code, password and factor, once, with ten recovery codes', async () => {
      const firm = await employer(db)
      const someone = invitee(firm, `${randomUUID()}@Neu.Example`)
      const id = await invite(db, vault, someone, by('admin'))
      const { token, code } = await secretsIn(someone.email)
      const proved = await proveInvitation(db, token, ` ${code.toLowerCase().replace('-', ' ')} `, at(10))
      expect(proved).to.include({ id, purpose: 'join', employerId: firm })
      if (!proved) throw new Error('not proved')
      await keepChosenPassword(db, id, 'hash')
      const both = await Promise.all([1, 2].map(() => activate(db, vault, proved, proof, { at: at(20) })))
      const codes = both.flatMap((it) => it ?? [])
      expect(codes).to.have.length(10)
      const made = await userByEmail(db, someone.email)
      expect(made).to.include({
        id: proved.userId,
        passwordHash: 'hash',
        totpSeed: 'sealed',
        status: 'active',
      })
      expect((await mandatesOf(db, proved.userId)).map((it) => [it.id, it.role])).to.deep.equal([
        [firm, 'member'],
      ])
      expect(await proveInvitation(db, token, code, at(21))).to.equal(null)
      expect(await activate(db, vault, proved, proof, { at: at(22) })).to.equal(null)
      expect((await entriesAbout(db, proved.userId)).map(({ action }) => action)).to.deep.equal([
        'user.activate',
      ])
    })

    it('needs link and code together, and no more than five tries', async () => {
      const someone = invitee(await employer(db))
      await invite(db, vault, someone, by('admin'))
      const { token, code } = await secretsIn(someone.email)
      expect(await proveInvitation(db, code, code, at(1))).to.equal(null)
      for (let n = 0; n < 5; n++) expect(await proveInvitation(db, token, 'AAAA-AAAA', at(1))).to.equal(null)
      expect(await proveInvitation(db, token, code, at(1))).to.equal(null)
    })

    it('ends after 72 hours', async () => {
      const someone = invitee(await employer(db))
      await invite(db, vault, someone, by('admin'))
      const { token, code } = await secretsIn(someone.email)
      expect(await invitationByLink(db, token, at(hours(72) - 1))).to.not.equal(null)
      expect(await invitationByLink(db, token, at(hours(72)))).to.equal(null)
      expect(await proveInvitation(db, token, code, at(hours(73)))).to.equal(null)
    })

    it('is bound to the address and the employer it was written for', async () => {
      const [one, other] = [await employer(db), await employer(db)]
      const someone = invitee(one)
      const id = await invite(db, vault, someone, by('admin'))
      const { token, code } = await secretsIn(someone.email)
      await db('invitations').where({ id }).update({ employerId: other })
      expect(await proveInvitation(db, token, code, at(1))).to.equal(null)
    })

    it('can be sent again after a minute, which voids the first link, and be withdrawn', async () => {
      const firm = await employer(db)
      const someone = invitee(firm)
      const id = await invite(db, vault, someone, by('admin'))
      const old = await secretsIn(someone.email)
      expect(await resendInvitation(db, vault, id, by('admin'))).to.equal(null)
      expect(await resendInvitation(db, vault, id, by('admin', 2))).to.be.a('string')
      const fresh = await secretsIn(someone.email)
      expect(await invitationByLink(db, old.token, at(3))).to.equal(null)
      expect(await proveInvitation(db, fresh.token, fresh.code, at(3))).to.include({ id })
      expect((await openInvitations(db, firm)).map((it) => it.id)).to.deep.equal([id])
      expect(await withdrawInvitation(db, id, by('admin', 4))).to.equal(true)
      expect(await withdrawInvitation(db, id, by('admin', 4))).to.equal(false)
      expect(await openInvitations(db, firm)).to.deep.equal([])
      expect(await resendInvitation(db, vault, id, by('admin', 9))).to.equal(null)
    })

    it('takes the place of an older one to the same address', async () => {
      const firm = await employer(db)
      const someone = invitee(firm)
      await invite(db, vault, someone, by('admin'))
      const old = await secretsIn(someone.email)
      const id = await invite(db, vault, someone, by('admin', 1))
      expect((await openInvitations(db, firm)).map((it) => it.id)).to.deep.equal([id])
      expect(await invitationByLink(db, old.token, at(2))).to.equal(null)
    })

    it('gives somebody who is known already one more employer, and leaves the rest', async () => {
      const [one, other] = [await employer(db), await employer(db)]
      const id = await user(db, 'employer', [one])
      const { email } = await db('users').where({ id }).first('email')
      await invite(db, vault, invitee(other, email), by('admin'))
      const { token, code } = await secretsIn(email)
      const proved = await proveInvitation(db, token, code, at(1))
      if (!proved) throw new Error('not proved')
      expect(proved.userId).to.equal(id)
      expect(await acceptMandate(db, proved, id, by(id, 2))).to.equal(true)
      expect(await acceptMandate(db, proved, id, by(id, 2))).to.equal(false)
      expect((await mandatesOf(db, id)).map((it) => it.id)).to.have.members([one, other])
    })

    it('lies in the database without anything that would open it', async () => {
      const someone = invitee(await employer(db))
      const id = await invite(db, vault, someone, by('admin'))
      const { id: mailId, content } = await mailTo(someone.email)
      const rows = JSON.stringify([
        await db('invitations').where({ id }),
        await db('accountMails').where({ id: mailId }),
        await db('outbox').where({ workflowId: `post-${mailId}` }),
      ])
      expect(rows).to.contain(`post-${mailId}`)
      for (const secret of [content.token, content.code]) expect(rows).not.to.contain(secret)
      await settleAccountMail(db, mailId, { sentAt: at(1) })
      expect(await owedAccountMail(db, vault, mailId)).to.equal(null)
      expect(await db('accountMails').where({ id: mailId }).first()).to.include({
        content: '',
        sentAt: at(1),
      })
    })

    it('to a new factor follows when somebody else resets the old ones; sessions end, and nobody resets their own', async () => {
      const id = await user(db)
      const { email } = await db('users')
        .where({ id })
        .update({ phone: '+41791234567' }, ['email'])
        .then(([it]) => it)
      await writeSession(db, `session-${id}`, { userId: id, content: '{}' }, at(0))
      expect(() => resetFactors(db, vault, id, by(id))).to.throw('their own')
      await resetFactors(db, vault, id, by('admin'))
      expect(await db('sessions').where({ userId: id })).to.deep.equal([])
      expect(await userByEmail(db, email)).to.include({
        totpSeed: '',
        phone: null,
        passwordHash: 'no password fits',
      })
      const mails = await db('accountMails').where({ recipient: email })
      expect(mails.map(({ kind }) => kind)).to.have.members(['factors-reset', 'new-factor'])
      const { id: mailId } = mails.find(({ kind }) => kind === 'new-factor')
      const { token = '', code = '' } = (await owedAccountMail(db, vault, mailId))?.content ?? {}
      const proved = await proveInvitation(db, token, code, at(1))
      if (!proved) throw new Error('not proved')
      const codes = await activate(db, vault, proved, proof, { at: at(2) })
      expect(await userByEmail(db, email)).to.include({
        totpSeed: 'sealed',
        passwordHash: 'no password fits',
      })
      const [first = ''] = codes ?? []
      const spent = await Promise.all(
        Array.from({ length: 10 }, () => spendRecoveryCode(db, vault, id, first, by(id, 3))),
      )
      expect(spent.filter(Boolean)).to.have.length(1)
      expect(await recoveryCodesLeft(db, id)).to.equal(9)
    })
  })
})
