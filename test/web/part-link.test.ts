import { expect } from 'chai'
import { accountMail } from '../../activities/account-mail.js'
import { entriesAbout } from '../../db/audit/note.js'
import { owedAccountMail } from '../../db/notices/account-mails.js'
import { mutationById } from '../../db/reports/mutations.js'
import type { MaternityAnswers } from '../../domain/maternity/answers.js'
import { errorsOn, follow } from './family-allowance-typed.js'
import { mailsTo } from './mails.js'
import { beginMaternity, clerkAndMother, typed } from './maternity-typed.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

onEachDatabase((portal) => {
  describe('the mother’s part by a link', () => {
    const email = 'mia@privat.example'

    /** A draft in which the employer has said its part and leaves hers to her. */
    async function waiting(pay = typed['leave-pay']) {
      const clerk = await clerkAndMother(portal)
      const url = await beginMaternity(clerk.hr, clerk.base, clerk.person.id)
      await clerk.hr.post(`${url}/birth`, { ...typed.birth, by: 'mother' })
      await clerk.hr.post(`${url}/employment`, typed.employment)
      await clerk.hr.post(`${url}/wage`, typed.wage)
      const page = await follow(clerk.hr, await clerk.hr.post(`${url}/leave-pay`, pay))
      return { ...clerk, url, id: url.split('/').at(-1) ?? '', page }
    }

    /** The mail with the newest link. */
    async function lastMail() {
      const rows = await portal
        .db('accountMails')
        .where({ recipient: email, kind: 'part-link' })
        .orderBy('createdAt')
      const mail = await owedAccountMail(portal.db, portal.deps.vault, rows.at(-1)?.id)
      if (!mail) throw new Error('no mail')
      return accountMail(mail, portal.deps.config)
    }
    const pathIn = (text: string) => /\/part\/[\w-]+/.exec(text)?.[0] ?? ''

    async function sent(pay = typed['leave-pay']) {
      const found = await waiting(pay)
      await found.hr.post(`${found.url}/part-link`, { act: 'send', email, language: 'de' })
      portal.clock.forward(1)
      return { ...found, path: pathIn((await lastMail()).text) }
    }

    async function fillIn(mother: Visitor, path: string, account = {}) {
      for (const step of ['children', 'insurance', 'other-work', 'hospital'] as const)
        await mother.post(`${path}/${step}`, typed[step])
      return mother.post(`${path}/account`, { iban: '', holder: '', ...account })
    }

    it('is asked for by mail, which names the employer and nobody else', async () => {
      const { page, hr, url } = await waiting()
      expect(page.$('h1').text()).to.equal('Link an die Mutter senden')
      const wrong = await hr.post(`${url}/part-link`, { act: 'send', email: 'mia', language: 'de' })
      expect(wrong.status).to.equal(422)
      expect(errorsOn(wrong).join()).to.include('gültige E-Mail-Adresse')
      expect(wrong.$('input[name=email]').val()).to.equal('mia')
      const done = await follow(hr, await hr.post(`${url}/part-link`, { act: 'send', email, language: 'fr' }))
      expect(done.words).to.include('Der Link ist unterwegs.').and.include(email)
      const mail = await lastMail()
      expect(mail.text)
        .to.include('Muster Bau AG')
        .and.match(/\/part\/[\w-]{43}\?lang=fr/)
      const withoutChance = mail.text.replace(/\/part\/[\w-]{43}/, '/part/')
      expect(withoutChance + mail.subject).not.to.match(/Graf|Mia|maternit|enfant|naissance/i)
    })

    it('is stored only as a hash', async () => {
      const { path } = await sent()
      const rows = JSON.stringify(await portal.db('partLinks'))
      expect(rows).not.to.include(path.split('/').at(-1))
    })

    it('shows only her own questions, without an account, and nothing of the employer’s', async () => {
      const { path } = await sent()
      const mother = portal.visitor()
      const welcome = await mother.get(path)
      expect(welcome.status).to.equal(200)
      expect(welcome.words).to.include('Muster Bau AG')
      for (const step of ['children', 'insurance', 'other-work', 'hospital', 'account']) {
        const page = await mother.get(`${path}/${step}`)
        expect(page.status, step).to.equal(200)
        expect(page.words, step).not.to.match(/Mia|Graf|6’000|Entwurf löschen|maternity:|part:/)
      }
      for (const step of ['birth', 'employment', 'wage', 'leave-pay', 'mother', 'documents', 'delete'])
        expect((await mother.get(`${path}/${step}`)).status, step).to.equal(404)
    })

    it('lands in the employer’s draft, which is then ready to complete', async () => {
      const { path, hr, url, id, employer } = await sent()
      const mother = portal.visitor()
      await mother.get(path)
      const check = await follow(mother, await fillIn(mother, path))
      expect(check.$('h1').text()).to.equal('Stimmt alles?')
      expect(check.words).to.include('Lia Graf')
      const unconfirmed = await mother.post(`${path}/check-answers`, {})
      expect(unconfirmed.status).to.equal(422)
      const wakes = portal.wakes
      const done = await follow(mother, await mother.post(`${path}/check-answers`, { confirm: 'yes' }))
      expect(done.words).to.include('Ihre Angaben sind gesendet')
      expect(portal.wakes).to.be.above(wakes)
      expect((await hr.get(`/e/${employer.id}/tasks`)).words).to.include('Bereit zum Abschliessen')
      expect(await portal.db('notices').where({ mutationId: id, event: 'task' })).to.have.length(1)
      const documents = await follow(hr, await hr.get(url))
      expect(documents.$('h1').text()).to.equal('Welche Unterlagen haben Sie schon?')
      await hr.post(`${url}/documents`, {})
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      const answers = (await mutationById(portal.db, id)).answers as MaternityAnswers
      expect(answers.children[0]).to.include({ firstName: 'Lia', birthDate: '2026-10-01' })
      expect(answers).not.to.have.property('account')
    })

    it('asks for the account where she is paid directly', async () => {
      const { path } = await sent({ paid: 'none', returned: 'no' })
      const mother = portal.visitor()
      await mother.get(path)
      const without = await fillIn(mother, path)
      expect(without.status).to.equal(422)
      const wrong = await mother.post(`${path}/account`, {
        iban: 'CH93 0076 2011 6238 5295 8',
        holder: 'Mia Graf',
      })
      expect(errorsOn(wrong).join()).to.include('Diese IBAN stimmt nicht.')
      expect((await mother.post(`${path}/account`, typed.account)).status).to.equal(303)
    })

    it('counts once: used again, nothing is doubled and the page says so', async () => {
      const { path, id } = await sent()
      const mother = portal.visitor()
      await mother.get(path)
      await fillIn(mother, path)
      const [first, second] = await Promise.all([
        mother.post(`${path}/check-answers`, { confirm: 'yes' }),
        mother.post(`${path}/check-answers`, { confirm: 'yes' }),
      ])
      expect([first.status, second.status].every((it) => it === 303 || it === 200)).to.equal(true)
      expect(await portal.db('notices').where({ mutationId: id })).to.have.length(1)
      const late = await mother.post(`${path}/children`, { ...typed.children, firstName: 'Zoé' })
      expect(late.words).to.include('Ihre Angaben sind gesendet')
      const { draft } = await mutationById(portal.db, id)
      expect(draft.children).to.include({ firstName: 'Lia' })
    })

    it('expires after the configured days; sent again to the same address, what was typed is still there', async () => {
      const { path, hr, url } = await sent()
      const mother = portal.visitor()
      await mother.get(path)
      await mother.post(`${path}/children`, typed.children)
      portal.clock.forward(15 * 24 * 60)
      const late = await mother.get(path)
      expect(late.status).to.equal(410)
      expect(late.words).to.include('Dieser Link ist abgelaufen')
      const again = await portal.signIn(await portal.given.user({ employers: [url.split('/')[2] ?? ''] }))
      await again.post(`${url}/part-link`, { act: 'send', email, language: 'de' })
      portal.clock.forward(1)
      const fresh = pathIn((await lastMail()).text)
      expect(fresh).not.to.equal(path)
      expect((await mother.get(`${fresh}/children`)).$('input[name=firstName]').val()).to.equal('Lia')
      expect((await mother.get(path)).status).to.equal(410)
      expect(hr).to.be.an('object')
    })

    it('can be withdrawn, and the employer can fill it in after all', async () => {
      const { path, hr, url } = await sent()
      await hr.post(`${url}/part-link`, { act: 'withdraw' })
      const closed = await portal.visitor().get(path)
      expect(closed.status).to.equal(410)
      expect(closed.words).to.include('Dieser Link gilt nicht mehr')
      const own = await follow(hr, await hr.post(`${url}/part-link`, { act: 'self' }))
      expect(own.$('h1').text()).to.equal('Wie heisst das Kind?')
    })

    it('is not mailed any more where it was withdrawn, or replaced, before its mail went out', async () => {
      const { hr, url } = await sent()
      const owed = async () => (await mailsTo(portal, email)).filter(({ kind }) => kind === 'part-link')
      const before = (await owed()).length
      expect(before).to.be.above(0)
      await hr.post(`${url}/part-link`, { act: 'send', email, language: 'fr' })
      expect((await owed()).length, 'one for the new link in place of the old').to.equal(before)
      await hr.post(`${url}/part-link`, { act: 'withdraw' })
      expect((await owed()).length).to.equal(before - 1)
    })

    it('is gone with the draft', async () => {
      const { path, hr, url } = await sent()
      await hr.post(`${url}/delete`, {})
      expect((await portal.visitor().get(path)).status).to.equal(404)
      expect((await portal.visitor().get('/part/nonsense')).words).to.include('Diesen Link gibt es nicht')
    })

    it('is refused without the token of its own form, and to an employer that is not its own', async () => {
      const { path, url } = await sent()
      const mother = portal.visitor()
      await mother.get(path)
      mother.token = 'wrong'
      expect((await mother.post(`${path}/children`, typed.children)).status).to.equal(403)
      const stranger = await clerkAndMother(portal)
      expect(
        (await stranger.hr.post(`${url}/part-link`, { act: 'send', email, language: 'de' })).status,
      ).to.be.oneOf([403, 404])
    })

    it('is in the audit as what was done by a link', async () => {
      const { path, id } = await sent()
      const mother = portal.visitor()
      await mother.get(path)
      await fillIn(mother, path)
      await mother.post(`${path}/check-answers`, { confirm: 'yes' })
      const entries = await entriesAbout(portal.db, id)
      const byLink = entries.filter(({ actor }) => actor === 'link').map(({ action }) => action)
      expect(byLink).to.include.members(['part-link.open', 'part-link.save', 'part-link.use'])
      expect(entries.map(({ action }) => action)).to.include('part-link.send')
    })
  })
})
