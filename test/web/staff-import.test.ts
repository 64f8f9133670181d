import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { entriesAbout } from '../../db/audit/note.js'
import { openDatabase } from '../../db/knex.js'
import { staffChangesOf } from '../../db/people/staff-changes.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'
import { type Answer, onOneLine, type Visitor } from './visitor.js'

const top = 'Nachname;Vorname;Geburtsdatum;AHV-Nummer;Personalnummer;Funktion;Pensum;Kanton;Eintritt;Austritt'
const list = (...lines: string[]) => ({
  name: 'Personal.csv',
  bytes: Buffer.from(`${top}\r\n${lines.join('\r\n')}\r\n`),
})
const luca = 'Steiner;Luca;2.6.1984'

async function scene(portal: Portal) {
  const employer = await portal.given.employer()
  const user = await portal.given.user({ employers: [employer.id] })
  const hr = await portal.signIn(user)
  const base = `/e/${employer.id}/employees`
  /** Sends a list and opens its preview. */
  const preview = async (...lines: string[]) => {
    const sent = await hr.upload(`${base}/import`, list(...lines))
    if (sent.status !== 303) throw new Error(`refused: ${sent.words}`)
    const url = String(sent.headers.location)
    return { url, page: await hr.get(url) }
  }
  return { employer, user, hr, base, preview }
}

const rowsIn = ({ $ }: Answer) =>
  $('tbody tr')
    .map((_, row) => onOneLine($(row).text()))
    .get()
const apply = (hr: Visitor, url: string, reports = 'yes') => hr.post(url, { reports })

describe('A staff list that is brought along', () => {
  onEachDatabase((portal) => {
    it('is shown row by row, and nothing changes before it is taken over', async () => {
      const { employer, hr, preview } = await scene(portal)
      const person = await portal.given.employee(employer.id)
      const { page } = await preview(
        `${luca};;;Polier;80`,
        'Neu;Nora;1.1.2000',
        'Falsch;Fritz;1.1.1990;756.9217.0769.86',
      )
      const rows = rowsIn(page)
      expect(rows).to.have.length(3)
      expect(rows[0])
        .to.contain('Falsch Fritz')
        .and.contain('Fehler')
        .and.contain('Die Prüfziffer stimmt nicht')
      expect(rows[1]).to.contain('Neu Nora').and.contain('Eintritt: Meldung vorbereiten')
      expect(rows[2])
        .to.contain('Funktion: bisher Monteur → neu Polier')
        .and.contain('bisher 100 % → neu 80 %')
      expect(page.words).to.contain('Wer in der Datei fehlt, bleibt unverändert.')
      expect(page.words).to.contain('1 Zeile mit Fehlern lassen wir aus.')
      const [job] = await portal.db('employments').where({ employeeId: person.id })
      expect(job).to.include({ function: 'Monteur', workload: 100 })
      expect(await portal.db('mutations').where({ employerId: employer.id })).to.deep.equal([])
      const only = await hr.get(`${page.$('nav .chip:contains("Geändert")').attr('href')}`)
      expect(rowsIn(only)).to.have.length(1)
    })

    it('is taken over once, with old and new values, the reports as drafts, and an entry in the audit', async () => {
      const { employer, user, hr, base, preview } = await scene(portal)
      const person = await portal.given.employee(employer.id)
      const leaver = await portal.given.employee(employer.id, { lastName: 'Geht', birthDate: '1970-01-01' })
      const { url } = await preview(
        `${luca};;4711;Polier;80`,
        'Geht;Luca;1.1.1970;;;;;;;31.12.2026',
        'Neu;Nora;1.1.2000;756.9217.0769.85;;Lernende;100;SG;1.12.2026',
      )
      const both = await Promise.all([apply(hr, url), apply(hr, url)])
      expect(both.map(({ status }) => status)).to.deep.equal([303, 303])
      await apply(hr, url)
      const [job] = await portal.db('employments').where({ employeeId: person.id })
      expect(job).to.include({ function: 'Polier', workload: 80, personnelNumber: '4711', canton: 'SG' })
      const found = await hr.get(`${base}?q=4711`)
      expect(found.words).to.contain('Steiner Luca')
      const drafts = await portal.db('mutations').where({ employerId: employer.id }).orderBy('kind')
      expect(drafts.map(({ kind, status }) => [kind, status])).to.deep.equal([
        ['new-employee', 'draft'],
        ['termination', 'draft'],
      ])
      expect(drafts[0].subject).to.equal('Neu, Nora')
      expect(JSON.parse(drafts[0].draft)).to.deep.include({
        person: {
          ...{ hasNumber: 'yes', ahvNumber: '756.9217.0769.85', firstName: 'Nora', lastName: 'Neu' },
          ...{ 'birthDate-day': '1', 'birthDate-month': '1', 'birthDate-year': '2000' },
        },
      })
      expect(drafts[1].employeeId).to.equal(leaver.id)
      const changes = await staffChangesOf(portal.db, employer.id, person.id)
      expect(changes).to.have.length(1)
      expect(changes[0]?.changes).to.deep.include({ column: 'function', old: 'Monteur', now: 'Polier' })
      const noted = (await entriesAbout(portal.db, person.id)).filter((it) => it.action === 'employee.change')
      expect(noted.map(({ actor, fields }) => [actor, fields])).to.deep.equal([
        [user.id, 'personnelNumber function workload'],
      ])
      const imports = await portal.db('audit').where({ employerId: employer.id, action: 'employees.import' })
      expect(imports.map(({ fields }) => fields)).to.deep.equal(['people:1 reports:2'])
      const done = await hr.get(url)
      expect(done.words).to.contain('Bei 1 Person haben wir Angaben geändert.')
      expect(done.words).to.contain('2 Meldungen liegen als Entwürfe bereit.')
      const page = await hr.get(`${base}/${person.id}`)
      expect(page.words).to.contain('Funktion: Monteur → Polier').and.contain('Pensum: 100 % → 80 %')
    })

    it('lies sealed, old and new values as well, and its key is gone once it was taken over', async () => {
      const { employer, hr, preview } = await scene(portal)
      await portal.given.employee(employer.id)
      const { url } = await preview(`${luca};;;Geheimrat`)
      const id = url.split('/').at(-1)
      const raw = async (table: string) => JSON.stringify(await rawRows(portal, table))
      expect(await raw('staff_imports'))
        .not.to.contain('Geheimrat')
        .and.not.to.contain('Steiner')
      await apply(hr, url)
      expect(await raw('staff_changes'))
        .not.to.contain('Geheimrat')
        .and.not.to.contain('Monteur')
      expect(await portal.db('personKeys').where({ id })).to.deep.equal([])
    })

    it('of five thousand people is shown and taken over in seconds, with two hundred reports at a time', async function () {
      this.timeout(180_000)
      const { employer, hr, preview } = await scene(portal)
      const first = await portal.given.employee(employer.id)
      const [job] = await portal.db('employments').where({ employeeId: first.id })
      const names = Array.from({ length: 4700 }, (_, i) => ({ lastName: `Alt ${inLetters(i)}`, id: `old-${employer.id.slice(0, 20)}-${i}` })) // biome-ignore format: one line
      for (let from = 0; from < names.length; from += 100) {
        const some = names.slice(from, from + 100)
        const searched = ({ lastName }: { lastName: string }) => `${lastName.toLowerCase()} luca`
        await portal.db('employees').insert(some.map((it) => ({ ...first, ...it, search: searched(it) })))
        await portal
          .db('employments')
          .insert(some.map(({ id }) => ({ ...job, id: `${id}-job`, employeeId: id })))
      }
      const known = names.map(({ lastName }) => `${lastName};Luca;2.6.1984;;;Polier`)
      const fresh = Array.from({ length: 300 }, (_, i) => `Neu ${inLetters(i)};Nora;1.1.2000`)
      const { url, page } = await preview(...known, ...fresh)
      expect(page.words).to.contain('Bei 4700 Personen ändern sich Angaben.').and.contain('100 weitere')
      expect(rowsIn(page)).to.have.length(50)
      const begun = Date.now()
      await apply(hr, url)
      expect(Date.now() - begun).to.be.lessThan(40_000)
      const drafts = await portal.db('mutations').where({ employerId: employer.id })
      expect(drafts).to.have.length(200)
      const changed = await portal.db('employments').where({ employerId: employer.id, function: 'Polier' })
      expect(changed).to.have.length(4700)
    })
  })

  const portal = usePortal()

  it('is not taken over when something has changed since: the preview is shown anew', async () => {
    const { employer, hr, preview } = await scene(portal)
    const person = await portal.given.employee(employer.id)
    const { url } = await preview(`${luca};;;Polier`)
    await portal.db('employments').where({ employeeId: person.id }).update({ function: 'Lehrling' })
    await apply(hr, url)
    const page = await hr.get(url)
    expect(page.words).to.contain('Seit der Vorschau hat sich etwas geändert')
    expect(page.words).to.contain('bisher Lehrling')
    expect(await portal.db('staffChanges').where({ employerId: employer.id })).to.deep.equal([])
    await apply(hr, url)
    expect((await portal.db('employments').where({ employeeId: person.id }).first()).function).to.equal(
      'Polier',
    )
  })

  it('cannot be thrown away once it was taken over, and says so', async () => {
    const { employer, hr, preview } = await scene(portal)
    await portal.given.employee(employer.id)
    const { url } = await preview(`${luca};;;Polier`)
    await apply(hr, url)
    expect((await hr.post(`${url}/discard`)).headers.location).to.equal(url)
    expect((await hr.get(url)).words)
      .to.contain('Personalliste übernommen')
      .and.not.contain('Verworfen')
  })

  it('prepares no report twice, and none where nobody wants it', async () => {
    const { employer, hr, preview } = await scene(portal)
    const first = await preview('Neu;Nora;1.1.2000')
    await apply(hr, first.url, '')
    expect(await portal.db('mutations').where({ employerId: employer.id })).to.have.length(0)
    const second = await preview('Neu;Nora;1.1.2000')
    await apply(hr, second.url)
    const { page } = await preview('Neu;Nora;1.1.2000')
    expect(page.words)
      .to.contain('Der Eintritt ist schon in Arbeit.')
      .and.contain('Es gibt nichts zu übernehmen.')
    expect(await portal.db('mutations').where({ employerId: employer.id })).to.have.length(1)
  })

  it('does not change what the office keeps', async () => {
    const { employer, hr, preview } = await scene(portal)
    const person = await portal.given.employee(employer.id, { ahvNumber: '756.9217.0769.85' })
    const { url, page } = await preview('Keller;Luca;2.6.1984;756.9217.0769.85;;Polier;;TG')
    expect(page.words).to.contain('Nachname: bei uns Steiner, in der Datei Keller. Wird nicht übernommen.')
    await apply(hr, url)
    const row = await portal.db('employees').where({ id: person.id }).first()
    expect([row.lastName, row.search.startsWith('steiner luca')]).to.deep.equal(['Steiner', true])
    expect((await portal.db('employments').where({ employeeId: person.id }).first()).canton).to.equal('SG')
  })

  it('is nobody else’s: another employer finds neither preview nor button', async () => {
    const { employer, preview } = await scene(portal)
    await portal.given.employee(employer.id)
    const { url } = await preview(`${luca};;;Polier`)
    const other = await scene(portal)
    const there = url.replace(employer.id, other.employer.id)
    expect((await other.hr.get(there)).status).to.equal(404)
    expect((await apply(other.hr, there)).status).to.equal(404)
    expect((await other.hr.get(url)).status).to.equal(404)
    expect((await portal.db('employments').where({ employerId: employer.id }).first()).function).to.equal(
      'Monteur',
    )
  })

  it('is for those who look after the personnel', async () => {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    await portal.db('mandates').where({ userId: user.id }).update({ topics: 'salaries' })
    const wages = await portal.signIn(user)
    expect((await wages.get(`/e/${employer.id}/employees/import`)).status).to.be.oneOf([403, 404])
  })

  it('that cannot be read is refused with what to do, and nothing is kept', async () => {
    const { employer, hr, base } = await scene(portal)
    const send = async (bytes: Buffer | string, name = 'a.csv') =>
      hr.upload(`${base}/import`, { name, bytes: Buffer.from(bytes) })
    const formula = await send('Nachname;Vorname;Geburtsdatum\nA;=B1;1.1.1990')
    expect(formula.status).to.equal(422)
    expect(onOneLine(formula.$('.govuk-error-summary').text())).to.contain(
      'In der Zelle B2 steht eine Formel.',
    )
    expect(formula.$('.govuk-error-summary a').attr('href')).to.equal('#file')
    expect((await send('Nachname;Lohn\nA;1')).words).to.contain('Die Spalte «Lohn» kennen wir nicht.')
    expect((await send('Nachname;Vorname\nA;B')).words).to.contain('Die Spalte «Geburtsdatum» fehlt.')
    expect((await hr.upload(`${base}/import`, null)).words).to.contain('Wählen Sie eine Datei aus.')
    expect((await send('')).words).to.contain('Die Datei ist leer.')
    expect(await portal.db('staffImports').where({ employerId: employer.id })).to.deep.equal([])
  })

  it('can be the list as it was downloaded, in every language, and then changes nothing', async () => {
    const { employer, hr, base } = await scene(portal)
    await portal.given.employee(employer.id, { ahvNumber: '756.9217.0769.85' })
    await portal.given.employee(employer.id, { lastName: '=Formel', employment: { endsOn: '2025-12-31' } })
    for (const lang of ['de', 'fr', 'it', 'en'])
      for (const kind of ['csv', 'xlsx']) {
        await hr.get(`/help?lang=${lang}`)
        const { body } = await hr.download(`${base}/export.${kind}?show=all`)
        const sent = await hr.upload(`${base}/import`, { name: `a.${kind}`, bytes: body })
        const { counts } = await portal.db('staffImports').where({ employerId: employer.id }).first()
        expect([sent.status, JSON.parse(counts).unchanged], `${lang} ${kind}`).to.deep.equal([303, 2])
      }
  })

  it('has a template with our headings, and is thrown away on demand', async () => {
    const { employer, hr, base, preview } = await scene(portal)
    const { body } = await hr.download(`${base}/import/template.xlsx`)
    const sheet = XLSX.read(body).Sheets.Personal ?? {}
    expect([sheet.A1?.v, sheet.K1?.v]).to.deep.equal(['Nachname', 'Austritt'])
    const { url } = await preview('Neu;Nora;1.1.2000')
    const gone = await hr.post(`${url}/discard`)
    expect(gone.headers.location).to.equal(`${base}/import`)
    expect((await hr.get(url)).status).to.equal(404)
    expect(await portal.db('staffImports').where({ employerId: employer.id })).to.deep.equal([])
  })
})

/** A number as a name: digits are no part of names. */
const inLetters = (n: number): string => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')

/** Rows as they lie in the database, not opened. */
async function rawRows({ deps }: Portal, table: string): Promise<unknown> {
  const bare = openDatabase(deps.config.databaseUrl)
  try {
    return await bare(table)
  } finally {
    await bare.destroy()
  }
}
