import { expect } from 'chai'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openDatabase } from '../../db/knex.js'
import { mutationById } from '../../db/reports/mutations.js'
import { typed } from '../web/family-allowance-typed.js'
import { onePagePdf } from '../web/files.js'
import { onEachDatabase, usePortal } from '../web/portal.js'
import type { Visitor } from '../web/visitor.js'
import { fullDisk, heldDatabase } from './held.js'

const name = 'Quastenflosser'

onEachDatabase((portal) => {
  describe('a database', function () {
    this.timeout(120_000)
    let hr: Visitor
    let home: string
    let draft: { id: string }
    let user: { id: string; email: string }

    before(async () => {
      const employer = await portal.given.employer()
      user = await portal.given.user({ employers: [employer.id] })
      draft = await portal.given.draft(await portal.given.employee(employer.id), {}, user.id)
      home = `/e/${employer.id}`
      hr = await portal.signIn(user)
    })
    const draftNow = async () => JSON.stringify((await mutationById(portal.db, draft.id)).draft)

    it('that another process holds: a page says so within seconds, has what was typed, and sends it when it is free', async () => {
      const page = `${home}/mutations/${draft.id}/other-parent`
      const release = await heldDatabase(portal)
      const begun = Date.now()
      const refused = await hr.post(page, { ...typed.otherParent, lastName: name })
      expect([refused.status, refused.headers.location]).to.deep.equal([503, undefined])
      expect(refused.headers['retry-after']).to.equal('10')
      expect(Date.now() - begun).to.be.lessThan(12_000)
      expect((await hr.get(`${home}/employees`)).status, 'who only reads notices nothing').to.equal(200)
      expect(await draftNow()).not.to.contain(name)
      await release()
      const form = refused.$('main form[method=post]')
      expect(form.attr('action')).to.equal(page)
      const fields = Object.fromEntries(
        form
          .find('input[type=hidden]')
          .get()
          .map((it) => [refused.$(it).attr('name') ?? '', refused.$(it).attr('value') ?? '']),
      )
      expect(fields.lastName).to.equal(name)
      expect((await hr.post(form.attr('action') ?? '', fields)).status).to.equal(303)
      expect(await draftNow()).to.contain(name)
    })

    it('that is held: no password is shown on a page, not even to send it again', async () => {
      const release = await heldDatabase(portal)
      const refused = await portal
        .visitor()
        .post('/sign-in', { email: user.email, password: 'geheim-Wort-12' })
      await release()
      expect(refused.text).not.to.contain('geheim-Wort-12')
      portal.clock.forward(1)
      await portal.signIn(user)
    })

    it('without room: a page says so, nothing half is kept, and the next upload after it is taken', async () => {
      const { mutationId, id } = await portal.given.task(await portal.given.submitted(await someone()), {
        details: { documents: [{ purpose: 'birth-certificate' }] },
      })
      const upload = {
        name: 'urkunde.pdf',
        bytes: largePdf(),
      }
      const send = () => hr.upload(`${home}/tasks/${id}/documents/0`, upload)
      const documents = async () => (await portal.db('documents').where({ mutationId })).length
      const before = await documents()
      const makeRoom = await fullDisk(portal)
      const refused = await send()
      expect(refused.status).to.equal(507)
      expect(refused.words).to.contain('kein Platz mehr').and.to.contain('nicht verloren')
      expect((await hr.get(home)).status).to.equal(200)
      expect(await documents()).to.equal(before)
      await makeRoom()
      expect((await send()).status).to.be.oneOf([200, 303])
      expect(await documents()).to.equal(before + 1)
      expect(await firstBrokenEntry(portal.db)).to.equal(null)
    })
    const someone = async () => portal.given.employee(home.split('/')[2] ?? '')
  })
})

describe('A PostgreSQL', function () {
  this.timeout(60_000)
  const portal = usePortal({ on: 'PostgreSQL' })

  it('that ends every connection for seconds: pages are there or say 503, and all is well within ten seconds', async () => {
    const visitor = portal.visitor()
    const admin = openDatabase(portal.deps.config.databaseUrl)
    const end = Date.now() + 3000
    const ending = (async () => {
      while (Date.now() < end) {
        await admin.raw(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        await new Promise((done) => setTimeout(done, 100))
      }
    })()
    const statuses = new Set<number>()
    while (Date.now() < end) statuses.add((await visitor.get('/sign-in')).status)
    await ending
    await admin.destroy()
    expect([...statuses].filter((status) => ![200, 503].includes(status))).to.deep.equal([])
    for (let tries = 0; tries < 20; tries++) expect((await visitor.get('/sign-in')).status).to.equal(200)
  })
})

/** One page, and two megabytes that mean nothing. */
function largePdf(): Buffer {
  const [head = '', end = ''] = onePagePdf()
    .toString('latin1')
    .split(/(?=startxref)/)
  return Buffer.from(`${head}%${'x'.repeat(2_000_000)}\n${end}`, 'latin1')
}
