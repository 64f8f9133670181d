import { expect } from 'chai'
import yauzl from 'yauzl'
import { entriesAbout, firstBrokenEntry } from '../../db/audit/note.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { onEachDatabase, type Portal } from './portal.js'

const ahvNumber = '756.9217.0769.85'

describe('The rights of a person over their data', () => {
  onEachDatabase((portal) => {
    /** A person who left long ago, with a closed report and a paper. */
    async function gone(portal: Portal, changes = {}) {
      const employer = await portal.given.employer()
      const employment = { startsOn: '2008-01-01', endsOn: '2010-12-31' }
      const person = await portal.given.employee(employer.id, { lastName: 'Vorbei', employment, ...changes })
      const mutation = await portal.given.submitted(person, { remark: 'Kanarienvogel' })
      const paper = await portal.given.document(person, { mutationId: mutation.id, name: 'Ausweis.pdf' })
      await portal.db.transaction((trx) =>
        closeMutation(trx, mutation.id, 'granted', { actor: 'system', at: '2011-01-05T09:00:00.000Z' }),
      )
      return { employer, person, mutation, paper, page: `/office/persons/${person.id}` }
    }
    const staff = async (role: string, name: string) => portal.signIn(await portal.given.user({ role, name }))

    it('begin with finding somebody by number, which stands in no address', async () => {
      const { person, page } = await gone(portal, { ahvNumber })
      const boss = await staff('supervisor', 'Vera Aufsicht')
      await boss.get('/office/persons')
      const found = await boss.post('/office/persons', { q: ahvNumber })
      expect(found.status).to.equal(200)
      expect(found.$(`main a[href="${page}"]`).text()).to.equal('Vorbei Luca')
      expect(found.words).to.contain('756.••••.••••.85').and.not.to.contain(ahvNumber)
      expect((await boss.post('/office/persons', { q: 'gibtsnicht' })).words).to.contain('Niemand gefunden')
      const shown = await boss.get(page)
      expect(shown.words).to.contain('Nichts steht einer Löschung entgegen')
      expect((await entriesAbout(portal.db, person.id)).at(-1)).to.include({ action: 'person.read' })
      expect((await boss.get('/office/persons/nobody')).status).to.equal(404)
    })

    it('hand out everything as one file, after proof, noted in the audit', async () => {
      const { person, page } = await gone(portal)
      const boss = await staff('supervisor', 'Vera Aufsicht')
      expect((await boss.get(`${page}/file`)).words).to.contain('ZIP-Datei')
      const zip = await boss.post(`${page}/file`)
      expect(zip.headers['content-disposition']).to.match(/^attachment; filename="Auskunft-[\d-]+\.zip"$/)
      const files = await filesIn(await bytesOf(portal, boss, `${page}/file`))
      expect([...files.keys()]).to.deep.equal(['data.json', 'index.html', 'documents/1-Ausweis.pdf'])
      const data = JSON.parse(String(files.get('data.json')))
      expect(data.mutations[0].answers).to.deep.equal({ remark: 'Kanarienvogel' })
      expect(data.employees[0].lastName).to.equal('Vorbei')
      expect(data.documents[0].name).to.equal('Ausweis.pdf')
      expect(String(files.get('index.html')))
        .to.contain('Kanarienvogel')
        .and.to.contain('<html lang="de">')
      expect(files.get('documents/1-Ausweis.pdf')?.subarray(0, 5).toString()).to.equal('%PDF-')
      const entry = (await entriesAbout(portal.db, person.id)).at(-1)
      expect(entry).to.include({ action: 'person.export', fields: 'reports:1 papers:1' })
      portal.clock.forward(6)
      expect((await boss.get(`${page}/file`)).headers.location).to.equal('/account/confirm')
    })

    it('refuse an erasure with the reasons while something runs', async () => {
      const employer = await portal.given.employer()
      const person = await portal.given.employee(employer.id)
      await portal.given.draft(person)
      const boss = await staff('supervisor', 'Vera Aufsicht')
      const page = `/office/persons/${person.id}`
      const shown = await boss.get(page)
      expect(shown.words)
        .to.contain('Das Arbeitsverhältnis läuft noch.')
        .and.to.contain('Entwurf ist noch offen')
      expect(shown.$(`a[href="${page}/erasure"]`)).to.have.length(0)
      const refused = await boss.post(`${page}/erasure`, { basis: 'request' })
      expect([refused.status, refused.words.includes('läuft noch')]).to.deep.equal([409, true])
    })

    it('erase by order of two, and leave a certificate', async () => {
      const { person, page } = await gone(portal)
      const boss = await staff('supervisor', 'Vera Aufsicht')
      await boss.get(`${page}/erasure`)
      const missing = await boss.post(`${page}/erasure`, {})
      expect([missing.status, missing.words.includes('worauf sich die Löschung stützt')]).to.deep.equal([
        422,
        true,
      ])
      expect((await boss.post(`${page}/erasure`, { basis: 'request' })).headers.location).to.equal(
        '/office/erasures',
      )
      const list = await boss.get('/office/erasures')
      const address = list.$('main .row a').first().attr('href') ?? ''
      const own = await boss.get(address)
      expect(own.words).to.contain('Jemand anderes muss darüber entscheiden')
      expect((await boss.post(address, { decision: 'confirm' })).status).to.equal(409)
      const second = await staff('system-administrator', 'Ada Zweite')
      const asked = await second.get(address)
      expect(asked.words).to.contain('Vorbei Luca').and.to.contain('Vera Aufsicht')
      expect((await second.post(address, {})).status).to.equal(422)
      expect((await second.post(address, { decision: 'confirm' })).headers.location).to.equal(address)
      const done = await second.get(address)
      expect(done.words).to.contain('Bescheinigung der Löschung').and.not.to.contain('Vorbei')
      expect(done.words)
        .to.contain('Ada Zweite')
        .and.to.match(/sha256:[0-9a-f]{64}/)
      expect((await second.post(address, { decision: 'confirm' })).status).to.equal(409)
      expect((await boss.get(page)).status).to.equal(404)
      expect(await portal.db('employees').where({ id: person.id })).to.deep.equal([])
      expect(await firstBrokenEntry(portal.db)).to.equal(null)
    })

    it('forget by spans that the system administrator sets and the supervisor sees', async () => {
      const admin = await staff('system-administrator', 'Ada Zweite')
      const form = await admin.get('/office/retention')
      const spans = Object.fromEntries(
        form
          .$('main input[inputmode=numeric]')
          .map((_, it) => [[form.$(it).attr('name'), form.$(it).val()]])
          .get(),
      )
      expect(spans).to.include({ sessions: '1', cases: '3653' })
      const wrong = await admin.post('/office/retention', { ...spans, cases: '10' })
      expect(wrong.status).to.equal(422)
      expect(wrong.$('#cases').val()).to.equal('10')
      expect(wrong.words).to.contain('Geben Sie eine ganze Zahl von 1827 bis 10950 ein.')
      expect((await admin.post('/office/retention', { ...spans, drafts: '90' })).status).to.equal(303)
      const boss = await staff('supervisor', 'Vera Aufsicht')
      const seen = await boss.get('/office/retention')
      expect(seen.words).to.contain('90 Tage')
      expect(seen.$('main form[action="/office/retention"]')).to.have.length(0)
      expect((await boss.post('/office/retention', spans)).status).to.equal(403)
    })

    for (const [language, word] of Object.entries({ fr: 'Effacement', it: 'Cancellazione', en: 'Erasure' }))
      it(`speak ${language}`, async () => {
        const { page } = await gone(portal)
        const boss = await portal.signIn(await portal.given.user({ role: 'supervisor', language }))
        for (const address of [
          page,
          `${page}/file`,
          `${page}/erasure`,
          '/office/erasures',
          '/office/retention',
        ]) {
          const shown = await boss.get(address)
          expect(shown.status, address).to.equal(200)
          expect(shown.words, address).not.to.match(/(persons|retention):/)
        }
        expect((await boss.get(page)).words).to.contain(word)
      })
  })
})

/** The bytes of what a form answers. */
async function bytesOf(
  portal: Portal,
  boss: Awaited<ReturnType<Portal['signIn']>>,
  path: string,
): Promise<Buffer> {
  const answer = await fetch(`${portal.url}${path}`, {
    method: 'POST',
    headers: {
      cookie: ['sid', '__Host-sid'].map((name) => `${name}=${boss.cookie(name) ?? ''}`).join('; '),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ _csrf: boss.token }),
  })
  return Buffer.from(await answer.arrayBuffer())
}

function filesIn(zip: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((done, failed) =>
    yauzl.fromBuffer(zip, { lazyEntries: true }, (error, archive) => {
      if (error) return failed(error)
      const files = new Map<string, Buffer>()
      archive.on('end', () => done(files))
      archive.on('entry', (entry) =>
        archive.openReadStream(entry, async (problem, stream) => {
          if (problem) return failed(problem)
          files.set(entry.fileName, Buffer.concat(await stream.toArray()))
          archive.readEntry()
        }),
      )
      archive.readEntry()
    }),
  )
}
