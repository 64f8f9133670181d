import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { type AuditRow, auditInPieces, listAudit } from '../../db/audit/list.js'
import { noteRead } from '../../db/audit/note.js'
import { auditSubjects, deeds } from '../../domain/audited.js'
import { languages } from '../../domain/kinds.js'
import { translator } from '../../locales/i18n.js'
import { csv } from '../../web/csv.js'
import { headingsIn } from './columns-shown.js'
import { onEachDatabase } from './portal.js'

describe('The audit in the portal', () => {
  onEachDatabase((portal) => {
    async function firm() {
      const employer = await portal.given.employer()
      const admin = await portal.given.user({ employers: [employer.id], name: 'Marco Rüegg' })
      await portal.db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
      const person = await portal.given.employee(employer.id)
      return { employer, admin, person, base: `/e/${employer.id}/audit` }
    }

    it('shows an administrator who did what for the employer, the office as one, and nothing of others', async () => {
      const { employer, admin, person, base } = await firm()
      const desk = await portal.given.user({ role: 'caseworker', name: 'Lena Amsler' })
      const mutation = await portal.given.submitted(person, {}, admin.id)
      const by = { actor: desk.id, at: portal.clock.now() }
      await noteRead(portal.db, by, { action: 'mutation.read', object: mutation.id, employerId: employer.id })
      const paper = { mutationId: mutation.id, name: 'Ausweis.pdf' }
      await portal.given.document(person, paper)
      const other = await firm()
      const foreign = await portal.given.submitted(other.person, {}, other.admin.id)
      const page = await (await portal.signIn(admin)).get(base)
      expect(page.words).to.contain('Meldung gesendet').and.to.contain('Marco Rüegg')
      expect(page.words).to.contain(mutation.reference).and.to.contain('Ausgleichskasse')
      const stored = page.$('tr').filter((_, row) => page.$(row).text().includes('Dokument abgelegt'))
      expect(stored.text()).to.contain(mutation.reference)
      expect(page.words).not.to.contain('Lena Amsler').and.not.to.contain(foreign.reference)
    })

    it('can be narrowed to a subject and to days, and goes on at older entries', async () => {
      const { admin, employer, base } = await firm()
      for (let n = 0; n < 60; n++)
        await noteRead(
          portal.db,
          { actor: admin.id, at: portal.clock.now() },
          { action: 'document.read', object: 'd', employerId: employer.id },
        )
      const someone = await portal.signIn(admin)
      const first = await someone.get(`${base}?about=document`)
      expect(first.$('tbody tr')).to.have.length(50)
      const older = await someone.get(String(first.$('.card__foot a').attr('href')))
      expect(older.$('tbody tr')).to.have.length(10)
      const none = await someone.get(`${base}?from=2031-01-01`)
      expect([none.$('tbody tr').length, none.$('.empty a').attr('href')]).to.deep.equal([0, base])
    })

    it('says of a day that does not exist when its month ends, and reads a day as people write it', async () => {
      const { admin, base } = await firm()
      const someone = await portal.signIn(admin)
      const wrong = await someone.get(`${base}?about=document&from=31.2.2026&to=`)
      expect(wrong.words).to.contain('Den 31.2.2026 gibt es nicht: Der Monat endet am 28. Februar 2026.')
      expect(wrong.$('#from').attr('value')).to.equal('31.2.2026')
      expect(wrong.$('#about option[selected]').attr('value')).to.equal('document')
      const written = await someone.get(`${base}?from=1.1.2031`)
      expect([written.$('#from').attr('value'), written.$('tbody tr').length]).to.deep.equal([
        '2031-01-01',
        0,
      ])
    })

    it('is exported as CSV, and reading it is noted', async () => {
      const { admin, employer, base } = await firm()
      const answer = await (await portal.signIn(admin)).get(`${base}/export.csv`)
      expect(answer.headers['content-type']).to.equal('text/csv; charset=utf-8')
      expect(answer.headers['content-disposition']).to.contain('attachment')
      const read = { action: 'audit.read', actor: admin.id, employerId: employer.id }
      expect(await portal.db('audit').where(read)).to.have.length(1)
    })

    it('shows the columns somebody chose, and is whole in Excel all the same, as narrowed', async () => {
      const { admin, employer, base } = await firm()
      const by = { actor: admin.id, at: portal.clock.now() }
      const read = { action: 'document.read' as const, object: 'd-17', employerId: employer.id }
      await noteRead(portal.db, by, { ...read, fields: ['iban'] })
      const someone = await portal.signIn(admin)
      const headings = headingsIn('main')
      const before = await someone.get(`${base}?about=document`)
      expect(headings(before)).to.deep.equal(['Wann', 'Wer', 'Was', 'Referenz'])
      expect(before.words).to.contain('Die Dateien haben immer alle Spalten.')
      const from = `${base}?about=document`
      const saved = await someone.post(`/e/${employer.id}/columns`, {
        list: 'audit',
        columns: 'object',
        from,
      })
      expect(saved.headers.location).to.equal(from)
      const after = await someone.get(from)
      expect(headings(after)).to.deep.equal(['Wann', 'Was', 'Objekt'])
      expect(after.$('tbody').text()).to.contain('d-17').and.not.to.contain('Marco')
      const files = after
        .$('.listbar a')
        .map((_, it) => it.attribs.href)
        .get()
      expect(files).to.deep.equal(['xlsx', 'csv'].map((kind) => `${base}/export.${kind}?about=document`))
      const { body } = await someone.download(String(files[0]))
      const sheet = XLSX.read(body).Sheets.Protokoll ?? {}
      const [head, ...rows] = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1 })
      expect(head).to.deep.equal(['Nummer', 'Wann', 'Wer', 'Was', 'Referenz', 'Mitglied', 'Objekt', 'Felder'])
      expect(rows.map((row) => [row[2], row[6], row[7]])).to.deep.equal([['Marco Rüegg', 'd-17', 'iban']])
      const boss = await portal.signIn(await portal.given.user({ role: 'supervisor' }))
      expect(headings(await boss.get('/office/audit'))).to.deep.equal([
        'Wann',
        'Wer',
        'Was',
        'Referenz',
        'Mitglied',
      ])
    })

    it('is exported whole, in pieces that follow one another without a gap', async () => {
      const { admin, employer } = await firm()
      const by = { actor: admin.id, at: portal.clock.now() }
      for (let n = 0; n < 9; n++)
        await noteRead(portal.db, by, { action: 'document.read', object: `d${n}`, employerId: employer.id })
      for (const size of [1, 2, 3, 9, 10, 100]) {
        const pieces: AuditRow[][] = []
        for await (const piece of auditInPieces(portal.db, { employerId: employer.id }, size))
          pieces.push(piece)
        expect(Math.max(...pieces.map(({ length }) => length))).to.be.at.most(size)
        expect(pieces.flat()).to.deep.equal(
          await listAudit(portal.db, { employerId: employer.id }, null, 1000),
        )
      }
    })

    it('is read in the office by the supervisor, who sees names, and not by those who decide', async () => {
      const { admin, person } = await firm()
      const mutation = await portal.given.submitted(person, {}, admin.id)
      const supervisor = await portal.signIn(await portal.given.user({ role: 'supervisor' }))
      const page = await supervisor.get('/office/audit')
      expect(page.words).to.contain(mutation.reference).and.to.contain('Marco Rüegg')
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      expect((await desk.get('/office/audit')).status).to.equal(403)
    })
  })
})

describe('A table as CSV', () => {
  it('holds no cell that a program takes for a formula', () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '＝1']
    const cells = csv([hostile]).slice(1).split(';')
    for (const cell of cells) expect(cell).to.match(/^"'/)
  })

  it('keeps quotes, semicolons and lines in their cell', () => {
    expect(csv([['a"b;c\nd', 3, null]])).to.equal('\uFEFF"a""b;c\nd";"3";""\r\n')
  })
})

describe('All that the audit tells of', () => {
  it('has words in each language, so that nobody reads a name of the program', () => {
    const lacking = languages.flatMap((lang) => {
      const t = translator(lang)
      const keys = [
        ...Object.entries(deeds).flatMap(([thing, done]) => done.map((it) => `action.${thing}.${it}`)),
        ...Object.keys(auditSubjects).map((subject) => `subject.${subject}`),
      ]
      return keys.filter((key) => t(`audit:${key}`).endsWith(key)).map((key) => `${lang} ${key}`)
    })
    expect(lacking).to.deep.equal([])
  })

  it('can be narrowed to: each thing is in one subject', () => {
    expect(Object.values(auditSubjects).flat().toSorted()).to.deep.equal(Object.keys(deeds).toSorted())
  })
})
