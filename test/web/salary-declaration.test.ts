import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { createActivities } from '../../activities/index.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { mutationById } from '../../db/reports/mutations.js'
import { claimTask } from '../../db/tasks/claims.js'
import { readPdf } from '../documents/read-pdf.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

const elm = (name: string) => ({
  name: `${name}.xml`,
  bytes: readFileSync(new URL(`../elm/${name}.xml`, import.meta.url)),
})

onEachDatabase((portal) => {
  describe('the wages of a year', () => {
    let member = 0
    async function scene(way: string, memberNumber = `47.110-3/${++member}`) {
      portal.clock.set('2026-01-20T09:00:00.000Z')
      const employer = await portal.given.employer({ memberNumber })
      const account = await portal.given.user({ employers: [employer.id] })
      const hr = await portal.signIn(account)
      const begun = await hr.post(`/e/${employer.id}/mutations`, { kind: 'salary-declaration' })
      const url = String(begun.headers.location)
      const id = String(url.split('/').at(-1))
      const next = await hr.post(`${url}/way`, { year: '2025', way })
      return { employer, account, hr, url, id, next }
    }

    /** The page of the wages once they are read: on a busy machine that takes a while. */
    async function wagesRead(hr: Visitor, url: string) {
      for (let tries = 0; tries < 60; tries++) {
        const page = await hr.get(`${url}/wages`)
        if (!page.words.includes('Wir lesen und prüfen')) return page
        await hr.get(`${url}/wages/progress`)
      }
      throw new Error('never read')
    }

    /** Confirms everything that is asked on the page of findings. */
    async function confirmAll(hr: Visitor, url: string) {
      const { $ } = await hr.get(`${url}/findings`)
      const boxes = $('input[type=checkbox]')
        .toArray()
        .map((it) => [$(it).attr('name'), $(it).attr('value')])
      return hr.post(`${url}/findings`, Object.fromEntries(boxes))
    }

    const release = (hr: Visitor, url: string) => hr.post(`${url}/check-answers`, { confirm: 'yes' })

    async function decide(id: string, clerk: Visitor, clerkId: string) {
      const activities = createActivities({ ...portal.deps, mailer: { send: async () => true } as never })
      const at = portal.clock.now()
      await activities.openTask(id, 'provide-documents', 1, at)
      await activities.openTask(id, 'review', 1, at)
      await claimTask(portal.db, `${id}/review/1`, { actor: clerkId, at })
      const page = await clerk.get(`/office/tasks/${id}/review/1`)
      const version = page.$('input[name=version]').attr('value')
      const answer = await clerk.post(`/office/tasks/${id}/review/1`, {
        decision: 'approve',
        reason: 'Geprüft.',
        version,
      })
      expect(answer.status, answer.words).to.equal(303)
      await activities.decideSalaryDeclaration(id, 1, at)
      return page
    }

    it('come in as a file, are checked, confirmed, released and stated', async () => {
      const { hr, url, id, employer } = await scene('elm')
      const sent = await hr.upload(`${url}/wages/file`, elm('elm5-5persons'))
      expect(sent.headers.location).to.equal(`${url}/wages`)
      const wages = await wagesRead(hr, url)
      expect(wages.words).to.include('327’950.35').and.include('elm5-5persons.xml')
      await hr.post(`${url}/wages`)
      const findings = await hr.get(`${url}/findings`)
      expect(findings.words).to.include('AHV-Nummer fehlt').and.include('Korrektur eines früheren Jahres')
      expect((await hr.post(`${url}/findings`)).status).to.equal(422)
      expect((await confirmAll(hr, url)).headers.location).to.equal(`${url}/check-answers`)
      const check = await hr.get(`${url}/check-answers`)
      expect(check.words).to.include('Freigeben').and.include('AHV/IV/EO 2025')
      portal.clock.forward(6)
      expect((await release(hr, url)).headers.location).to.equal('/account/confirm')
      portal.clock.forward(-6)
      expect((await release(hr, url)).headers.location).to.equal(url)
      const status = await hr.get(url)
      expect(status.words).to.include('Lohnmeldung für 2025').and.include('327’950.35')

      expect(status.words).to.include('Quittung')

      await portal.db('onAccount').insert({ employerId: employer.id, year: 2025, amount: 30_000_00 })
      const account = await portal.given.user({ role: 'caseworker', email: `desk${member}@kasse.example` })
      const clerk = await portal.signIn(account)
      const review = await decide(id, clerk, account.id)
      expect(review.words).to.include('327’950.35').and.include('FAK BE 2025')
      expect((await mutationById(portal.db, id)).outcome).to.equal('confirmed')
      const document = await documentById(portal.db, `${id}/statement`)
      if (!document) throw new Error('no statement')
      const { text } = await readPdf(await bytesOf(portal.db, document))
      expect(text).to.include('Beitragsabrechnung 2025').and.include('Bezahlte Akontobeiträge')
      expect(text).to.include('Zahlteil')
      const messages = await hr.get(`/e/${employer.id}/messages`)
      expect(messages.words).to.include('Beitragsabrechnung')
    })

    it('cannot be released with an error, and can once it is corrected in place', async () => {
      const { hr, url } = await scene('elm')
      await hr.upload(`${url}/wages/file`, elm('defects/bad-ahv-check-digit'))
      await wagesRead(hr, url)
      await hr.post(`${url}/wages`)
      const blocked = await confirmAll(hr, url)
      expect(blocked.status).to.equal(422)
      expect(blocked.words).to.include('AHV-Nummer mit falscher Prüfziffer')
      const person = await hr.get(`${url}/wages/persons/0`)
      const fields = Object.fromEntries(
        person
          .$('form input:not([type=checkbox]), form select')
          .toArray()
          .map((it) => [
            person.$(it).attr('name') ?? '',
            person.$(it).is('select')
              ? person.$(it).find('option[selected]').attr('value')
              : person.$(it).attr('value'),
          ]),
      )
      delete fields._csrf
      const saved = await hr.post(`${url}/wages/persons/0`, { ...fields, ahvNumber: '756.7257.5729.17' })
      expect(saved.status, saved.words).to.equal(303)
      await wagesRead(hr, url)
      expect((await confirmAll(hr, url)).headers.location).to.equal(`${url}/check-answers`)
    })

    it('of a file that reports entries and exits offer them as prepared reports, each once', async () => {
      const { hr, url, employer } = await scene('elm')
      const amstutz = { ahvNumber: '756.7257.5729.17', lastName: 'Amstutz', firstName: 'Lukas' }
      const { id: leaver } = await portal.given.employee(employer.id, amstutz)
      const report = (what: string, day: string) =>
        `<sd:${what}><sd:ValidAsOf>${day}</sd:ValidAsOf></sd:${what}></sd:AHV-AVS-Salary>`
      let nth = 0
      const text = elm('elm5-5persons')
        .bytes.toString('utf8')
        .replaceAll('</sd:AHV-AVS-Salary>', (end) => {
          nth++
          if (nth === 1) return report('Withdrawal', '2025-12-31')
          return nth === 5 ? report('Entry', '2025-04-01') : end
        })
      await hr.upload(`${url}/wages/file`, { name: 'Löhne.xml', bytes: Buffer.from(text) })
      expect((await wagesRead(hr, url)).words).to.include('2 Eintritte und Austritte in der Datei')
      const page = await hr.get(`${url}/wages/reported`)
      expect(page.words)
        .to.include('Amstutz Lukas')
        .and.include('Austritt am 31. Dezember 2025')
        .and.include('Eintritt am')
      const keys = page
        .$('input[name=report]')
        .toArray()
        .map((it) => String(page.$(it).attr('value')))
      expect(keys).to.have.length(2)
      for (const _ of ['first', 'again']) await hr.post(`${url}/wages/reported`, { report: keys })
      const made = await portal.db('mutations').where({ employerId: employer.id }).whereNot({ kind: 'salary-declaration' }).orderBy('kind') // biome-ignore format: one line
      expect(made.map(({ kind, status }) => [kind, status])).to.deep.equal([['new-employee', 'draft'], ['termination', 'draft']]) // biome-ignore format: one line
      expect(made[1]).to.include({ employeeId: leaver })
      expect(JSON.parse(made[1].draft).exit).to.include({ 'lastDay-day': '31', 'lastDay-year': '2025' })
      expect(JSON.parse(made[0].draft).person).to.include({ hasNumber: 'yes' })
      const after = await hr.get(`${url}/wages/reported`)
      expect(after.$('a:contains("Meldung öffnen")').length).to.equal(2)
      expect((await hr.get(`/e/${employer.id}/mutations/${made[0].id}/person`)).status).to.equal(200)
    })

    it('of a file that reports entries and exits become no reports by somebody who may see wages alone: they read them, and who may do more', async () => {
      const { url, employer } = await scene('elm')
      const entry = '<sd:Entry><sd:ValidAsOf>2025-04-01</sd:ValidAsOf></sd:Entry></sd:AHV-AVS-Salary>'
      const text = elm('elm5-5persons').bytes.toString('utf8').replace('</sd:AHV-AVS-Salary>', entry)
      const one = async (topics: string) => {
        const account = await portal.given.user({ employers: [employer.id] })
        await portal.db('mandates').where({ userId: account.id }).update({ topics })
        return portal.signIn(account)
      }
      const payroll = await one('salaries')
      await payroll.upload(`${url}/wages/file`, { name: 'Löhne.xml', bytes: Buffer.from(text) })
      expect((await wagesRead(payroll, url)).words).to.include('1 Eintritt oder Austritt in der Datei')
      const page = await payroll.get(`${url}/wages/reported`)
      expect(page.words)
        .to.include('Eintritt am 1. April 2025')
        .and.include('wer die Themen Löhne und Personal hat')
      expect(page.$('main form')).to.have.length(0)
      const made = () => portal.db('mutations').where({ employerId: employer.id, kind: 'new-employee' })
      expect((await payroll.post(`${url}/wages/reported`, { report: '0-entry' })).status).to.equal(403)
      expect(
        (await (await one('personnel')).post(`${url}/wages/reported`, { report: '0-entry' })).status,
      ).to.equal(404)
      expect(await made()).to.deep.equal([])
      await (await one('personnel salaries')).post(`${url}/wages/reported`, { report: '0-entry' })
      const [draft] = await made()
      expect(draft?.status).to.equal('draft')
      const after = await payroll.get(`${url}/wages/reported`)
      expect(after.$(`a[href*="${draft.id}"]`), 'it would not open to them').to.have.length(0)
      expect((await payroll.get(`/e/${employer.id}/mutations/${draft.id}/person`)).status).to.equal(404)
    })

    it('are refused with the reason and the line', async () => {
      const { hr, url } = await scene('elm')
      await hr.upload(`${url}/wages/file`, elm('defects/billion-laughs'))
      const page = await wagesRead(hr, url)
      expect(page.words).to.include('DOCTYPE').and.include('Zeile')
      expect((await hr.post(`${url}/wages`)).status).to.equal(422)
      await hr.upload(`${url}/wages/file`, elm('defects/month-total'))
      expect((await wagesRead(hr, url)).words).to.include('Monatstotale')
    })

    it('are taken until an employer has sent 2 GB in a day; what is there stays, and the next day more is taken', async () => {
      const { employer, account, hr, url, id } = await scene('elm')
      const kept = async () => (await portal.db('declarations').where({ mutationId: id }).first()).fileHash
      await hr.upload(`${url}/wages/file`, elm('elm5-5persons'))
      await wagesRead(hr, url)
      const before = await kept()
      const spent = await portal.db('rateLimits').where({ key: `wage-files/${employer.id}` })
      expect(spent.map(({ points }) => points)).to.deep.equal([1])
      await portal
        .db('rateLimits')
        .where({ key: `wage-files/${employer.id}` })
        .update({ points: 2000 })
      await hr.upload(`${url}/wages/file`, elm('elm5-200persons'))
      expect((await hr.get(`${url}/wages`)).words).to.contain('bereits 2 GB an Lohndateien gesendet')
      expect(await kept()).to.equal(before)
      expect(
        await portal.db('declarationParts').where({ mutationId: id, what: 'piece' }),
        'pieces of the refused file',
      ).to.have.length(1)
      portal.clock.forward(24 * 60)
      const again = await portal.signIn(account)
      await again.upload(`${url}/wages/file`, elm('elm5-200persons'))
      expect(await kept()).not.to.equal(before)
    })

    it('of another member are refused and show both numbers', async () => {
      const { hr, url } = await scene('elm', '11.222-4')
      await hr.upload(`${url}/wages/file`, elm('elm4-5persons'))
      expect((await wagesRead(hr, url)).words)
        .to.include('47.110-3')
        .and.include('11.222-4')
    })

    it('come in by the template that the portal has filled in', async () => {
      const { hr, url, employer } = await scene('excel')
      await portal.given.employee(employer.id, {
        ahvNumber: '756.1234.5678.97',
        employment: { startsOn: '2025-04-01' },
      })
      const book = XLSX.read((await hr.download(`${url}/wages/template.xlsx`)).body, { type: 'buffer' })
      const sheet = book.Sheets.Lohnmeldung as XLSX.WorkSheet
      expect(sheet.A8.v).to.equal('756.1234.5678.97')
      for (const [cell, v] of [
        ['J8', 45_000],
        ['K8', 45_000],
      ] as const)
        sheet[cell] = { t: 'n', v }
      const bytes = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })
      await hr.upload(`${url}/wages/file`, { name: 'Lohnmeldung.xlsx', bytes })
      const page = await wagesRead(hr, url)
      expect(page.words).to.include('45’000.00')
      await hr.post(`${url}/wages`)
      expect((await hr.get(`${url}/findings`)).words).to.include('Alles in Ordnung')
    })

    it('are typed in for the staff that is on file', async () => {
      const { hr, url, employer } = await scene('online')
      await portal.given.employee(employer.id, {
        ahvNumber: '756.1234.5678.97',
        lastName: 'Muster',
        firstName: 'Anna',
        sex: 'female',
      })
      await hr.post(`${url}/wages/staff`)
      await wagesRead(hr, url)
      expect((await hr.get(`${url}/wages/persons`)).words).to.include('Muster Anna')
      const line = {
        'line-0-from': '1.1.2025',
        'line-0-to': '31.12.2025',
        'line-0-canton': 'SG',
        'line-0-ahv': "80'000",
        'line-0-alv': '80000.00',
      }
      const who = {
        ahvNumber: '756.1234.5678.97',
        lastName: 'Muster',
        firstName: 'Anna',
        birthDate: '2.6.1984',
        sex: 'F',
      }
      expect(
        (await hr.post(`${url}/wages/persons/0`, { ...who, ...line, 'line-0-ahv': 'viel' })).status,
      ).to.equal(422)
      expect((await hr.post(`${url}/wages/persons/0`, { ...who, ...line })).status).to.equal(303)
      expect((await wagesRead(hr, url)).words).to.include('80’000.00')
      await hr.post(`${url}/wages`)
      expect((await hr.post(`${url}/findings`)).headers.location).to.equal(`${url}/check-answers`)
    })

    it('are all there in the new draft when they are taken back, and can be sent again as they are', async () => {
      const { hr, url, id } = await scene('elm')
      await hr.upload(`${url}/wages/file`, elm('elm5-5persons'))
      await wagesRead(hr, url)
      await hr.post(`${url}/wages`)
      await confirmAll(hr, url)
      expect((await release(hr, url)).headers.location).to.equal(url)
      const status = await hr.get(url)
      const files = status.$('a[href*="/wages/"]').toArray().map((it) => String(status.$(it).attr('href'))) // biome-ignore format: one line
      expect(files).to.deep.equal([`${url}/wages/original`, `${url}/wages/elm.xml`])
      expect((await hr.download(`${url}/wages/original`)).body.equals(elm('elm5-5persons').bytes)).to.equal(
        true,
      )
      const message = await hr.download(`${url}/wages/elm.xml`)
      expect(message.headers['content-type']).to.include('application/xml')
      expect(message.body.toString('utf8')).to.include('Amstutz')
      const fetched = await portal.db('audit').where({ object: id, action: 'declaration.fetch' })
      expect(fetched).to.have.length(2)
      const taken = await hr.post(`${url}/recall`)
      const next = String(taken.headers.location)
      expect(next).not.to.equal(url)
      const wages = await hr.get(`${next}/wages`)
      expect(wages.words).to.include('327’950.35').and.include('elm5-5persons.xml')
      expect((await hr.get(`${next}/wages/persons`)).words).to.include('Amstutz Lukas')
      expect((await hr.get(`${next}/check-answers`)).words).to.include('AHV/IV/EO 2025')
      expect((await hr.get(url)).words).to.include('327’950.35')
      for (const gone of [url, next])
        expect((await hr.get(`${gone}/wages/original`)).status, 'none but of released wages').to.equal(404)
      portal.clock.forward(1)
      expect((await release(hr, next)).headers.location).to.equal(next)
      expect((await mutationById(portal.db, String(next.split('/').at(-1)))).answers).to.deep.include(
        (({ sums, file, remarks }) => ({ sums, file, remarks }))(
          (await mutationById(portal.db, id)).answers as never,
        ),
      )
    })

    it('are held against the employments on file, and the page says whom and which line', async () => {
      const { hr, url, employer } = await scene('elm')
      const amstutz = { ahvNumber: '756.7257.5729.17', lastName: 'Amstutz', firstName: 'Lukas' }
      await portal.given.employee(employer.id, { ...amstutz, employment: { startsOn: '2025-09-01' } })
      await hr.upload(`${url}/wages/file`, elm('elm5-5persons'))
      await wagesRead(hr, url)
      await hr.post(`${url}/wages`)
      const { words } = await hr.get(`${url}/findings`)
      expect(words).to.include('Lohn ausserhalb der gemeldeten Anstellung').and.include('Amstutz Lukas')
      expect(words).to.include('1. September 2025')
    })

    it('that nobody earned are an answer too', async () => {
      const { hr, url, next, id } = await scene('none')
      expect(next.headers.location).to.equal(`${url}/check-answers`)
      expect((await release(hr, url)).headers.location).to.equal(url)
      expect((await mutationById(portal.db, id)).answers).to.deep.include({
        year: 2025,
        way: 'none',
        sums: null,
      })
    })

    it('are held against the year before: who was declared until its end is expected', async () => {
      const { hr, url, employer } = await scene('elm')
      await hr.upload(`${url}/wages/file`, elm('elm5-5persons'))
      await wagesRead(hr, url)
      await hr.post(`${url}/wages`)
      await confirmAll(hr, url)
      expect((await release(hr, url)).headers.location).to.equal(url)
      portal.clock.set('2027-01-20T09:00:00.000Z')
      const again = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const begun = await again.post(`/e/${employer.id}/mutations`, { kind: 'salary-declaration' })
      const next = String(begun.headers.location)
      await again.post(`${next}/way`, { year: '2026', way: 'online' })
      await again.post(`${next}/wages/staff`)
      await wagesRead(again, next)
      await again.post(`${next}/wages`)
      const { words } = await again.get(`${next}/findings`)
      expect(words).to.include('Person fehlt')
    })

    it('stand beside those of the year before where they are released', async () => {
      const { hr, url, employer } = await scene('elm')
      await hr.upload(`${url}/wages/file`, elm('elm5-5persons'))
      await wagesRead(hr, url)
      await hr.post(`${url}/wages`)
      await confirmAll(hr, url)
      const check = async () => (await hr.get(`${url}/check-answers`)).words
      expect(await check()).not.to.include('Verglichen mit 2024')
      const at = portal.clock.now()
      const before = { year: 2024, way: 'online', sums: { persons: 4, ahv: 300_000_00 }, findings: {} }
      await portal.db('mutations').insert({
        ...{
          id: `before-${member}`,
          reference: `LM-B${member}`,
          kind: 'salary-declaration',
          subject: '2024',
        },
        ...{ employerId: employer.id, employeeId: null, createdBy: 'hr', createdAt: at, savedAt: at },
        ...{ submittedAt: at, submittedBy: 'hr', status: 'closed', outcome: 'confirmed', draft: '{}' },
        answers: JSON.stringify(before),
      })
      expect(await check())
        .to.include('Verglichen mit 2024')
        .and.include('AHV-Lohn: CHF 327’950.35 (+9 %), im Vorjahr CHF 300’000.00.')
        .and.include('Personen: 5, im Vorjahr 4.')
    })

    it('are released only by somebody with the right', async () => {
      const { url, account, hr } = await scene('none')
      await portal.db('mandates').where({ userId: account.id }).update({ topics: 'personnel' })
      await new Promise((done) => setTimeout(done, 1100))
      expect((await release(hr, url)).status).to.equal(404)
    })
  })
})
