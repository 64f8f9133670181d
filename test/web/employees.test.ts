import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { entriesAbout } from '../../db/audit/note.js'
import { searchText, searchWords } from '../../db/people/search.js'
import { onEachDatabase, usePortal } from './portal.js'
import { type Answer, onOneLine } from './visitor.js'

const namesIn = ({ $ }: Answer) =>
  $('tbody tr th a')
    .map((_, link) => $(link).text())
    .get()

describe('The people of an employer', () => {
  onEachDatabase((portal) => {
    async function office() {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      return { employer, hr, list: `/e/${employer.id}/employees` }
    }

    it('are handed out as Excel and CSV, as filtered, without formulas, and it is in the audit', async () => {
      const { employer, hr, list } = await office()
      await portal.given.employee(employer.id, { lastName: '=cmd()', ahvNumber: '756.9217.0769.85' })
      await portal.given.employee(employer.id, { lastName: 'Anders' })
      const csv = await hr.get(`${list}/export.csv?q=cmd&show=all`)
      expect(csv.headers['content-type']).to.contain('text/csv')
      expect(csv.text.split('\r\n')[1]).to.match(/^"'=cmd\(\)";"Luca";.*"756\.9217\.0769\.85"/)
      expect(csv.text).not.to.contain('Anders')
      const { body } = await hr.download(`${list}/export.xlsx?show=all`)
      const sheet = XLSX.read(body, { cellFormula: true }).Sheets.Personal ?? {}
      const cells = Object.entries(sheet).filter(([name]) => !name.startsWith('!'))
      expect(cells.filter(([, cell]) => cell.f)).to.deep.equal([])
      expect(cells.map(([, cell]) => cell.v)).to.include.members(['Nachname', "'=cmd()", 'Anders'])
      const noted = await portal.db('audit').where({ employerId: employer.id, action: 'employees.export' })
      expect(noted).to.have.length(2)
    })

    it('are written to in a language that their employer sees and changes, which the history and the audit keep', async () => {
      const { employer, hr, list } = await office()
      const person = await portal.given.employee(employer.id)
      const at = `${list}/${person.id}`
      const before = await hr.get(at)
      expect(before.words).to.match(/Sprache der Briefe\s*Deutsch/)
      expect(before.$('#language option[selected]').text()).to.equal('Deutsch')
      expect((await hr.post(`${at}/language`, { language: 'fr' })).headers.location).to.equal(at)
      await hr.post(`${at}/language`, { language: 'fr' })
      const after = await hr.get(at)
      expect(after.words).to.match(/Sprache der Briefe\s*Français/)
      expect(after.words.split('Sprache der Briefe: Deutsch → Français')).to.have.length(2)
      expect(after.words).not.to.contain('Personalliste')
      const noted = (await entriesAbout(portal.db, person.id)).filter((it) => it.action === 'employee.change')
      expect(noted.map(({ fields }) => fields)).to.deep.equal(['language'])
      expect((await hr.post(`${at}/language`, { language: 'xx' })).status).to.equal(404)
      const other = await office()
      const foreign = `${other.list}/${person.id}/language`
      expect((await other.hr.post(foreign, { language: 'it' })).status).to.equal(404)
      const [{ language }] = await portal.db('employees').where({ id: person.id })
      expect(language).to.equal('fr')
    })

    it('are found by name without accents, by personnel number and by the digits of the AHV number', async () => {
      const { employer, hr, list } = await office()
      const ahvNumber = '756.9217.0769.85'
      await portal.given.employee(employer.id, { firstName: 'Émile', lastName: 'Öztürk', ahvNumber })
      await portal.given.employee(employer.id, {
        lastName: 'Müller',
        employment: { personnelNumber: '4711' },
      })
      await portal.given.employee(employer.id, {
        lastName: 'D’Angelo-Steiner',
        employment: { personnelNumber: 'A 12' },
      })
      const found = async (q: string) => namesIn(await hr.get(`${list}?q=${encodeURIComponent(q)}`))
      expect(await found('ozturk')).to.deep.equal(['Öztürk Émile'])
      expect(await found('  EMILE öz ')).to.deep.equal(['Öztürk Émile'])
      expect(await found('0769.85')).to.deep.equal(['Öztürk Émile'])
      expect(await found('756 9217')).to.deep.equal(['Öztürk Émile'])
      expect(await found('Mueller')).to.deep.equal(['Müller Luca'])
      expect(await found('4711')).to.deep.equal(['Müller Luca'])
      expect(await found("d'angelo")).to.deep.equal(['D’Angelo-Steiner Luca'])
      expect(await found('%')).to.have.length(3)
      await portal.given.employee(employer.id, { lastName: 'Fort', employment: { endsOn: '2020-01-31' } })
      expect(await found('fort'), 'also who has left').to.deep.equal(['Fort Luca'])
      expect(await found('nobody')).to.deep.equal([])
    })

    it('are sorted by name as people write lists, by birth date, or by entry', async () => {
      const { employer, hr, list } = await office()
      const people: [string, string, string][] = [
        ['Zwahlen', '1990-01-01', '2010-01-01'],
        ['Özdemir', '1980-01-01', '2024-01-01'],
        ['Aebi', '1985-01-01', '2015-01-01'],
        ['de Marco', '1995-01-01', '2020-01-01'],
      ]
      for (const [lastName, birthDate, startsOn] of people)
        await portal.given.employee(employer.id, { lastName, birthDate, employment: { startsOn } })
      const order = async (sort: string) =>
        namesIn(await hr.get(`${list}?sort=${sort}`)).map((name) => name.replace(' Luca', ''))
      expect(await order('name')).to.deep.equal(['Aebi', 'de Marco', 'Özdemir', 'Zwahlen'])
      expect(await order('birth')).to.deep.equal(['Özdemir', 'Aebi', 'Zwahlen', 'de Marco'])
      expect(await order('entry')).to.deep.equal(['Özdemir', 'de Marco', 'Aebi', 'Zwahlen'])
      expect(await order('nonsense')).to.deep.equal(await order('name'))
    })

    it('are filtered by who is employed, has left, has allowances, or needs something', async () => {
      const { employer, hr, list } = await office()
      const person = (lastName: string, employment = {}) =>
        portal.given.employee(employer.id, { lastName, employment })
      await person('Angestellt')
      await person('Ausgetreten', { endsOn: '2026-06-30' })
      const parent = await person('Eltern')
      await portal.given.entitlement(await portal.given.child(parent), { rate: 25_000 })
      await portal.given.entitlement(await portal.given.child(parent), { rate: 26_000 })
      await portal.given.entitlement(await portal.given.child(parent), { endsOn: '2026-10-31' })
      await portal.given.draft(await person('Entwurf'))
      const asked = await portal.given.submitted(await person('Gefragt'))
      await portal.given.task(asked, { dueOn: '2026-11-20' })
      const reviewed = await portal.given.submitted(await person('Geprüft'))
      await portal.given.task(reviewed, { side: 'fund' })
      const back = await person('Zurück', { startsOn: '2015-01-01', endsOn: '2020-12-31' })
      await portal.given.employment(back, { startsOn: '2026-01-01' })

      const show = async (what: string) =>
        namesIn(await hr.get(`${list}?show=${what}`)).map((name) => name.split(' ')[0])
      const employed = ['Angestellt', 'Eltern', 'Entwurf', 'Gefragt', 'Geprüft', 'Zurück']
      expect(await show('active')).to.deep.equal(employed)
      expect(await show('left')).to.deep.equal(['Ausgetreten'])
      expect(await show('allowances')).to.deep.equal(['Eltern'])
      expect(await show('tasks')).to.deep.equal(['Entwurf', 'Gefragt'])
      expect(await show('all')).to.have.length(7)

      const page = await hr.get(`${list}?show=all`)
      const row = (name: string) => onOneLine(page.$(`tr:contains("${name}")`).text())
      expect(row('Eltern')).to.contain('CHF 510.00').and.to.contain('2 Kinder').and.to.contain('Nichts offen')
      expect(row('Entwurf')).to.contain('Entwurf')
      expect(row('Gefragt')).to.contain('Aufgabe überfällig')
      expect(row('Geprüft')).to.contain('In Prüfung')
      expect(row('Ausgetreten')).to.contain('Ausgetreten')
      expect(row('Zurück')).to.contain('01.01.2026')
    })

    it('come in pages of 25, and a page behind the last one shows the first', async () => {
      const { employer, hr, list } = await office()
      for (let n = 10; n < 40; n++) await portal.given.employee(employer.id, { lastName: `Person${n}` })
      const first = await hr.get(`${list}?q=person`)
      expect(namesIn(first)).to.have.length(25)
      expect(first.words).to.contain('30 Personen').and.to.contain('1 bis 25 von 30')
      const next = first.$('.govuk-pagination__next a').attr('href')
      expect(next).to.equal(`${list}?q=person&page=2`)
      const second = await hr.get(String(next))
      expect(namesIn(second)).to.deep.equal(['35', '36', '37', '38', '39'].map((n) => `Person${n} Luca`))
      expect(second.words).to.contain('26 bis 30 von 30')
      expect(namesIn(await hr.get(`${list}?page=99`))[0]).to.equal('Person10 Luca')
    })
  })

  const portal = usePortal()

  async function office() {
    const employer = await portal.given.employer()
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    return { employer, hr, base: `/e/${employer.id}` }
  }

  it('show no whole AHV number in the list', async () => {
    const { employer, hr, base } = await office()
    await portal.given.employee(employer.id, { ahvNumber: '756.9217.0769.85' })
    const { text, words } = await hr.get(`${base}/employees`)
    expect(words).to.contain('756.••••.••••.85')
    expect(text).not.to.contain('756.9217').and.not.to.contain('7569217')
  })

  it('are only those of this employer', async () => {
    const { hr, base } = await office()
    const other = await portal.given.employer()
    await portal.given.employee(other.id, { lastName: 'Fremd' })
    const page = await hr.get(`${base}/employees?q=fremd&show=all`)
    expect(page.words).to.contain('Niemand gefunden').and.not.to.contain('Fremd Luca')
  })

  it('are replaced alone while somebody types, and the page needs no script', async () => {
    const { employer, hr, base } = await office()
    await portal.given.employee(employer.id, { lastName: 'Aebi' })
    const part = await hr.part(`${base}/employees?q=aebi`)
    expect(part.text)
      .to.match(/^\s*<div id="people">/)
      .and.not.to.contain('<html')
    const form = (await hr.get(`${base}/employees`)).$('main form.filter')
    expect([form.attr('method'), form.attr('action')]).to.deep.equal(['post', `${base}/search`])
    expect(form.find('button[type=submit]')).to.have.length(1)
  })

  it('say what is to be done when a report was chosen first', async () => {
    const { employer, hr, base } = await office()
    await portal.given.employee(employer.id)
    const page = await hr.get(`${base}/employees?report=family-allowance`)
    expect(page.words).to.contain('Wählen Sie die Person, für die Sie Familienzulagen melden.')
    expect(page.$('input[name=report]').val()).to.equal('family-allowance')
  })
})

/** The buttons with which family allowances are reported. */
const claims = '.tiles form:has([value=family-allowance])'

describe('The page of a person', () => {
  const portal = usePortal()

  async function person(changes = {}) {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const employee = await portal.given.employee(employer.id, changes)
    const hr = await portal.signIn(user)
    const base = `/e/${employer.id}`
    return { employer, user, employee, hr, base, page: () => hr.get(`${base}/employees/${employee.id}`) }
  }
  const reasons = ({ $ }: Answer) =>
    $('.tile--off small')
      .map((_, reason) => onOneLine($(reason).text()))
      .get()

  it('shows the person, the employment, the children and what they draw; what has ended is folded', async () => {
    const { employee, page } = await person({ ahvNumber: '756.9217.0769.85' })
    const child = await portal.given.child(employee, { firstName: 'Noah' })
    await portal.given.entitlement(child, { rate: 26_800, kind: 'education', provenUntil: '2027-07-31' })
    await portal.given.entitlement(child, { rate: 23_000, startsOn: '2018-01-01', endsOn: '2026-10-31' })
    const { words, $ } = await page()
    expect(words).to.contain('756.9217.0769.85').and.to.contain('CHF 6’340.00')
    expect(onOneLine($('.person__facts').text())).to.contain('CHF 268.00')
    expect(onOneLine($('section:has(#children) > .rows').text()))
      .to.contain('Ausbildungszulage')
      .and.to.contain('Nachweis bis 31. Juli 2027')
      .and.not.to.contain('CHF 230.00')
    expect(onOneLine($('section:has(#children) details').text())).to.contain('CHF 230.00')
  })

  it('notes who has read it', async () => {
    const { employee, user, page } = await person()
    await page()
    const [entry] = await entriesAbout(portal.db, employee.id)
    expect(entry).to.include({ action: 'employee.read', actor: user.id })
  })

  it('offers to apply, and says why nothing can be changed or ended while no allowance runs', async () => {
    const { employee, page } = await person()
    const shown = await page()
    const form = shown.$(claims)
    expect(form).to.have.length(1)
    expect(form.find('[name=purpose]').val()).to.equal('new')
    expect(form.find('[name=employee]').val()).to.equal(employee.id)
    expect(reasons(shown)).to.deep.equal(Array(2).fill('Nicht möglich: Es läuft keine Zulage.'))
  })

  it('offers to change and to end an allowance that runs; the button begins a draft', async () => {
    const { employee, page, hr, base } = await person()
    await portal.given.entitlement(await portal.given.child(employee))
    const shown = await page()
    const purposes = shown.$(`${claims} [name=purpose]`).map((_, field) => shown.$(field).val())
    expect(purposes.get()).to.deep.equal(['new', 'change', 'end'])
    const begun = await hr.post(`${base}/mutations`, {
      kind: 'family-allowance',
      employee: employee.id,
      purpose: 'change',
    })
    expect(begun.status).to.equal(303)
    expect(begun.headers.location).to.match(new RegExp(`^${base}/mutations/[0-9a-f-]{36}$`))
  })

  it('leads to what is open instead of beginning anew', async () => {
    const { employee, page, base } = await person()
    const draft = await portal.given.draft(employee)
    const withDraft = await page()
    expect(withDraft.$('.notice a').attr('href')).to.equal(`${base}/mutations/${draft.id}`)
    expect(reasons(withDraft)).to.have.length(3)
    await portal.db('mutations').where({ id: draft.id }).delete()
    const mutation = await portal.given.submitted(employee)
    const task = await portal.given.task(mutation, { dueOn: '2026-11-27' })
    const asked = await page()
    expect(onOneLine(asked.$('.notice').text()))
      .to.contain('Unterlagen nachreichen')
      .and.to.contain('Freitag, 27. November')
    expect(asked.$('.notice a').attr('href')).to.equal(`${base}/tasks/${task.id}`)
  })

  it('says that somebody who left more than five years ago can claim nothing any more', async () => {
    const { page } = await person({ employment: { startsOn: '2010-01-01', endsOn: '2020-03-31' } })
    expect(reasons(await page())[0]).to.contain('am 31. März 2020 geendet')
    const recent = await person({ employment: { startsOn: '2010-01-01', endsOn: '2025-03-31' } })
    expect((await recent.page()).$(claims)).to.have.length(1)
  })

  it('lists when somebody was, is and will be away, with what was told since, and leads to the reports', async () => {
    const { employee, page, base } = await person()
    const report = async (kind: string, answers: object, changes = {}) => {
      const { id } = await portal.given.submitted(employee, answers)
      await portal
        .db('mutations')
        .where({ id })
        .update({ kind, status: 'running', ...changes })
      return id
    }
    const ill = await report('work-interruption', {
      reason: 'illness',
      begin: '2026-03-02',
      until: '2026-03-31',
    })
    const news = { mutationId: ill, createdBy: 'hr', createdAt: portal.clock.now() }
    const said = JSON.stringify({ on: '2026-03-16', degree: 100 })
    await portal.db('amendments').insert({ id: `${ill}/1`, ...news, what: 'resumption', said })
    await report('maternity', { birth: { date: '2026-10-01', alive: true }, since: {} })
    const leave = { by: 'weeks', spans: [{ from: '2027-01-04', to: '2027-01-10' }] }
    await report('other-parent-leave', { leave }, { status: 'submitted' })
    await report('work-interruption', { reason: 'military', begin: '2026-05-01' }, { outcome: 'recalled' })
    const { $ } = await page()
    const rows = $('section:has(#absences) li')
      .map((_, row) => onOneLine($(row).text()))
      .get()
    expect(rows).to.deep.equal([
      'Urlaub des anderen Elternteils4. Januar 2027 bis 10. Januar 2027In Prüfung',
      'Mutterschaftsurlaub1. Oktober 2026 bis 6. Januar 2027Läuft',
      'Krankheit2. März 2026 bis 15. März 2026Beendet',
    ])
    expect($('section:has(#absences) a').last().attr('href')).to.equal(`${base}/mutations/${ill}`)
  })

  it('shows no absences where there are none', async () => {
    const { page } = await person()
    expect((await page()).$('#absences')).to.have.length(0)
  })

  it('names a letter by what it is, and an upload as its file is called', async () => {
    const { employee, user, page } = await person()
    const report = await portal.given.submitted(employee, undefined, user.id)
    await portal.given.message(report)
    const upload = { mutationId: report.id, origin: 'upload', name: 'Vertrag Lea.pdf' }
    await portal.given.document(employee, upload)
    const { $ } = await page()
    const titles = $('section:has(#documents) .row__title').map((_, it) => onOneLine($(it).text()))
    expect(titles.get()).to.have.members(['Zulagenentscheid', 'Vertrag Lea.pdf'])
  })

  it('tells the history of the reports, the newest first', async () => {
    const { employee, user, page, base } = await person()
    const old = await portal.given.submitted(employee, undefined, user.id)
    const message = await portal.given.message(old)
    portal.clock.forward(10)
    const closed = { status: 'closed', outcome: 'granted', closedAt: portal.clock.now() }
    await portal.db('mutations').where({ id: old.id }).update(closed)
    portal.clock.forward(10)
    await portal.given.submitted(employee, undefined, user.id)
    const { $ } = await page()
    const titles = $('.timeline__title').map((_, title) => $(title).text().replace(/,.*/, ''))
    expect(titles.get()).to.deep.equal([
      'Familienzulagen: Prüfung',
      'Familienzulagen gemeldet',
      'Familienzulagen: Zugesprochen',
      'Familienzulagen: Zulagenentscheid zugestellt',
      'Familienzulagen gemeldet',
    ])
    expect($('.timeline').text()).to.contain('Sandra Keller')
    expect($('.timeline a:contains("Entscheid lesen")').attr('href')).to.equal(
      `${base}/messages/${message.id}`,
    )
    await portal.db('messages').where({ id: message.id }).update({ kind: 'termination-confirmation' })
    expect((await page()).$('.timeline').text())
      .to.contain('Bestätigung lesen')
      .and.not.to.contain('Entscheid lesen')
  })
})

describe('The words people are searched by', () => {
  it('are lower case, without accents, and know umlauts in both spellings', () => {
    const text = searchText({
      lastName: 'Müller',
      firstName: 'Zoë',
      ahvNumber: '756.9217.0769.85',
      personnelNumber: '10-42',
    })
    expect(text).to.equal('muller zoe 7569217076985 1042 mueller zoe')
    expect(searchWords(' Müller-Öz  756.92 ')).to.deep.equal(['muller', 'oz', '75692'])
    expect(searchWords('%_')).to.deep.equal([])
  })
})
