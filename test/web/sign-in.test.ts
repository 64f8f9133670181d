import { expect } from 'chai'
import { onEachDatabase, usePortal } from './portal.js'
import { codeAt, password } from './visitor.js'

describe('Signing in', () => {
  onEachDatabase((portal) => {
    it('takes the password, then the code, and leads to the employer', async () => {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const someone = portal.visitor()
      const door = await someone.get(`/e/${employer.id}`)
      expect(door.headers.location).to.equal('/sign-in')
      await someone.get('/sign-in')
      const first = await someone.post('/sign-in', { email: user.email, password })
      expect([first.status, first.headers.location]).to.deep.equal([303, '/sign-in/code'])
      await someone.get('/sign-in/code')
      const second = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
      expect([second.status, second.headers.location]).to.deep.equal([303, `/e/${employer.id}`])
      expect((await someone.get(`/e/${employer.id}`)).status).to.equal(200)
    })

    it('accepts a code once, however many send it at the same moment', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      portal.clock.forward(1)
      const code = codeAt(portal.clock.now())
      const visitors = Array.from({ length: 10 }, () => portal.visitor())
      for (const one of visitors) {
        await one.get('/sign-in')
        await one.post('/sign-in', { email: user.email, password })
        await one.get('/sign-in/code')
      }
      const fifty = Array.from({ length: 5 }, () => visitors).flat()
      const answers = await Promise.all(fifty.map((one) => one.post('/sign-in/code', { code })))
      expect(answers.filter(({ headers }) => headers.location === '/office')).to.have.length(1)
      expect(answers.every(({ status }) => [303, 403, 422, 429].includes(status))).to.equal(true)
    })

    it('says to whoever sends what no passkey answers that it was not right', async () => {
      const someone = portal.visitor()
      for (const answer of [
        '{"id":"\\u0000"}',
        '{"id":"\\ud800"}',
        '{"id":7}',
        '{"id":',
        '[]',
        `{"id":"${'a'.repeat(5000)}"}`,
      ]) {
        const { status, words } = await someone.post('/sign-in/passkey', { answer })
        expect([status, words.includes('Passkey')], answer).to.deep.equal([422, true])
      }
    })

    it('looks at six passwords at once, then makes everybody wait, longer each time', async () => {
      const user = await portal.given.user()
      for (const email of [user.email, 'nobody@muster.example']) {
        const someone = portal.visitor()
        const tried = async (given = 'wrong') =>
          (await someone.post('/sign-in', { email, password: given })).status
        for (let n = 0; n < 6; n++) expect(await tried()).to.equal(422)
        const refused = await someone.post('/sign-in', { email, password })
        expect([refused.status, refused.headers['retry-after']]).to.deep.equal([429, '2'])
        expect(refused.words).to.contain('Warten Sie 2 Sekunden')
        portal.clock.forward(2 / 60)
        expect(await tried()).to.equal(422)
        expect(await tried()).to.equal(429)
        portal.clock.forward(4 / 60)
        expect(await tried(password), email).to.equal(email === user.email ? 303 : 422)
      }
    })

    it('looks at no more when two hundred wrong passwords come at the same moment', async () => {
      const user = await portal.given.user()
      const someone = portal.visitor()
      await someone.get('/sign-in')
      const before = await portal.db('audit').where({ action: 'user.password-wrong', object: user.id })
      const fields = { email: user.email, password: 'wrong' }
      const answers = await Promise.all(Array.from({ length: 200 }, () => someone.post('/sign-in', fields)))
      portal.clock.forward(15)
      const looked = await portal.db('audit').where({ action: 'user.password-wrong', object: user.id })
      expect(looked.length - before.length).to.equal(6)
      expect(answers.filter(({ status }) => status === 422)).to.have.length(6)
      expect(answers.every(({ status }) => [422, 429].includes(status))).to.equal(true)
    })

    it('does the same work for an account that is there and for one that is not', async () => {
      const user = await portal.given.user()
      const asked = async (email: string) => {
        const someone = portal.visitor()
        await someone.get('/sign-in')
        const statements: string[] = []
        const hear = ({ sql }: { sql: string }) => void statements.push(sql)
        portal.db.on('query', hear)
        const { status } = await someone.post('/sign-in', { email, password: 'wrong' })
        portal.db.off('query', hear)
        return { status, statements }
      }
      const known = await asked(user.email)
      const unknown = await asked('nobody.at.all@muster.example')
      expect(known.statements).to.have.length.greaterThan(3)
      expect(unknown).to.deep.equal(known)
    })

    it('tells the user of many tries, and leaves the device they know a way in', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const known = await portal.signIn(user)
      await known.post('/sign-out')
      const stranger = portal.visitor()
      for (let n = 0; n < 12; n++) {
        await stranger.post('/sign-in', { email: user.email, password: 'wrong' })
        portal.clock.forward(2)
      }
      portal.clock.forward(-2)
      expect((await stranger.post('/sign-in', { email: user.email, password })).status).to.equal(429)
      const mails = await portal.db('accountMails').where({ recipient: user.email })
      expect(mails.map(({ kind }) => kind)).to.deep.equal(['locked'])
      await known.get('/sign-in')
      expect((await known.post('/sign-in', { email: user.email, password })).headers.location).to.equal(
        '/sign-in/code',
      )
    })

    it('asks for the password again after five wrong codes, and takes no more than ten in a quarter of an hour', async () => {
      const user = await portal.given.user()
      const statuses: number[] = []
      for (let attempt = 0; attempt < 2; attempt++) {
        const someone = portal.visitor()
        await someone.post('/sign-in', { email: user.email, password })
        await someone.get('/sign-in/code')
        for (let n = 0; n < 6; n++)
          statuses.push((await someone.post('/sign-in/code', { code: '000000' })).status)
      }
      expect(statuses).to.deep.equal([...Array(5).fill(422), 303, ...Array(4).fill(422), 429, 429])
      const someone = portal.visitor()
      await someone.post('/sign-in', { email: user.email, password })
      await someone.get('/sign-in/code')
      expect((await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })).status).to.equal(429)
      portal.clock.forward(15)
      await someone.post('/sign-in', { email: user.email, password })
      await someone.get('/sign-in/code')
      expect((await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })).status).to.equal(303)
    })
  })

  const portal = usePortal()

  it('says the same about a wrong password and an unknown address', async () => {
    const user = await portal.given.user()
    const sentences: string[] = []
    for (const email of [user.email, 'nobody@muster.example']) {
      const answer = await portal.visitor().post('/sign-in', { email, password: 'not this one' })
      expect(answer.status).to.equal(422)
      expect(answer.$('#email').val()).to.equal(email)
      sentences.push(answer.$('#errors').text().trim())
    }
    expect(sentences[0]).to.contain('E-Mail-Adresse oder Passwort stimmt nicht').and.to.equal(sentences[1])
  })

  it('names its fields as outside scripts expect', async () => {
    const user = await portal.given.user()
    const someone = portal.visitor()
    const page = await someone.get('/sign-in')
    const labels = page.$('main label').map((_, label) => page.$(label).text().trim())
    expect(labels.get()).to.deep.equal(['E-Mail-Adresse', 'Passwort'])
    expect(page.$('#email').attr('autocomplete')).to.equal('username')
    await someone.post('/sign-in', { email: user.email, password })
    const code = await someone.get('/sign-in/code')
    expect(code.$('main label').text().trim()).to.equal('6-stelliger Code')
    expect(code.$('#code').attr('autocomplete')).to.equal('one-time-code')
    expect(code.words, 'no code outside of the demo').not.to.contain('Demo')
  })

  it('takes the code with blanks, and not the one from a minute ago', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const someone = portal.visitor()
    await someone.post('/sign-in', { email: user.email, password })
    await someone.get('/sign-in/code')
    const old = codeAt(new Date(Date.parse(portal.clock.now()) - 90_000).toISOString())
    const refused = await someone.post('/sign-in/code', { code: old })
    expect(refused.status).to.equal(422)
    expect(refused.words).to.contain('Dieser Code gilt nicht')
    const now = codeAt(portal.clock.now())
    const taken = await someone.post('/sign-in/code', { code: `${now.slice(0, 3)} ${now.slice(3)}` })
    expect(taken.headers.location).to.equal('/office')
  })

  it('brings back to the page that was asked for', async () => {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const someone = portal.visitor()
    await someone.get(`/e/${employer.id}/employees?q=steiner`)
    await someone.get('/sign-in')
    await someone.post('/sign-in', { email: user.email, password })
    await someone.get('/sign-in/code')
    const { headers } = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    expect(headers.location).to.equal(`/e/${employer.id}/employees?q=steiner`)
  })

  it('gives the session another name at each step, so that one planted before is worth nothing', async () => {
    const user = await portal.given.user()
    const someone = portal.visitor()
    const before = (await someone.get('/sign-in')).headers['set-cookie']
    const after = (await someone.post('/sign-in', { email: user.email, password })).headers['set-cookie']
    const sid = (cookies: unknown) => /sid=[^;]+/.exec(String(cookies))?.[0]
    expect(sid(before)).to.be.a('string')
    expect(sid(after)).to.be.a('string').and.not.to.equal(sid(before))
  })
})

describe('The demo', () => {
  const portal = usePortal({ env: { PORTAL_DEMO: '1' } })

  it('shows the code on the page that asks for it, and says so when it was used already', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const someone = portal.visitor()
    await someone.post('/sign-in', { email: user.email, password })
    const fresh = await someone.get('/sign-in/code')
    expect(fresh.$('#demo-code').text())
      .to.contain('Nur in der Demo')
      .and.to.contain(codeAt(portal.clock.now()))
    await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    const other = portal.visitor()
    await other.post('/sign-in', { email: user.email, password })
    const spent = await other.get('/sign-in/code')
    expect(spent.$('#demo-code').text()).to.contain('bereits benutzt')
    expect(spent.$('#demo-code').text()).not.to.contain(codeAt(portal.clock.now()))
  })

  it('shows the mails it did not send, with links into itself', async () => {
    const text = 'Guten Tag\n\nDer Link:\nhttps://elsewhere.example/e/x/tasks/y\n\nGruss'
    const mail = {
      channel: 'mail',
      recipient: 'a@b.example',
      subject: 'Neue Aufgabe',
      text,
      sentAt: portal.clock.now(),
    }
    await portal.db('mailbox').insert({ ...mail, messageId: '1' })
    const page = await portal.visitor().get('/demo/mailbox')
    expect(page.$('main a').attr('href')).to.equal('/e/x/tasks/y')
    const json = await portal.visitor().get('/demo/mailbox.json')
    expect(json.body[0]).to.deep.include({ to: 'a@b.example', subject: 'Neue Aufgabe', text })
  })
})

describe('A portal that is no demo', () => {
  const portal = usePortal()

  it('has no page with the mails of others', async () => {
    expect((await portal.visitor().get('/demo/mailbox')).status).to.equal(404)
    expect((await portal.visitor().get('/demo/mailbox.json')).status).to.equal(404)
  })
})
