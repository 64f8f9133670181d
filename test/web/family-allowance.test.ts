import { expect } from 'chai'
import type { FamilyAllowanceAnswers } from '../../domain/family-allowance/answers.js'
import {
  begin, clerkWithFamily, day, errorsOn, fillIn, follow, ticked, typed, valuesOn,
} from './family-allowance-typed.js' // biome-ignore format: one list
import { encryptedPdf, onePagePdf, program } from './files.js'
import { usePortal } from './portal.js'

describe('The journey of a family allowance', () => {
  const portal = usePortal()
  const answersOf = async (url: string): Promise<FamilyAllowanceAnswers> => {
    const row = await portal
      .db('mutations')
      .where({ id: url.split('/').at(-1) })
      .first()
    return JSON.parse(row.answers)
  }

  it('leads through eight pages from the first question to the receipt', async () => {
    const { hr, base, person, known } = await clerkWithFamily(portal)
    const begun = await hr.post(base, { kind: 'family-allowance', employee: person.id, purpose: 'new' })
    const seen: string[] = []
    let page = await follow(hr, begun)
    const forms = [
      typed.request, typed.employment, ticked(known.id), typed.otherParent, {}, typed.payment, { confirm: 'yes' },
    ] // biome-ignore format: in the order of the pages
    for (const form of forms) {
      seen.push(page.$('h1').text())
      const action = String(page.$('main form').last().attr('action'))
      page = await follow(hr, await hr.post(action, form))
    }
    seen.push(page.$('h1').text())
    expect(seen).to.deep.equal([
      'Was möchten Sie melden?',
      'Wo und zu welchem Lohn arbeitet die Person?',
      'Für welche Kinder melden Sie Zulagen?',
      'Wer ist der andere Elternteil?',
      'Welche Unterlagen haben Sie schon?',
      'Wie werden die Zulagen ausbezahlt?',
      'Stimmt alles?',
      'Ihre Meldung ist bei uns',
    ])
  })

  it('states what was typed in the terms of the law', async () => {
    const { hr, base, person, known } = await clerkWithFamily(portal, { ahvNumber: '756.1234.5678.97' })
    const url = await begin(hr, base, person.id)
    await fillIn(hr, url, known.id)
    await hr.post(`${url}/check-answers`, { confirm: 'yes' })
    const answers = await answersOf(url)
    expect(answers.request).to.deep.equal({ purpose: 'new', from: '2026-11-01' })
    expect(answers.employment).to.deep.equal({
      canton: 'SG',
      since: '2019-04-01',
      yearlyIncome: 7_608_000,
      civilStatus: 'married',
      otherEmployers: [],
    })
    expect(answers.children).to.have.length(1)
    expect(answers.children[0]).to.include({
      key: known.id,
      childId: known.id,
      firstName: 'Lea',
      birthDate: '2018-01-12',
      ahvNumber: '756.1234.5678.97',
      livesWith: 'both',
      authority: 'joint',
      residenceCanton: 'SG',
    })
    expect(answers.children[0]?.kinds).to.deep.equal(['child'])
    expect(answers.otherParent).to.deep.equal({
      known: 'yes',
      firstName: 'Mara',
      lastName: 'Steiner',
      work: 'employed',
      canton: 'SG',
      yearlyIncome: 3_120_000,
      receives: 'no',
    })
    expect(answers.payment).to.deep.equal({ to: 'employer' })
  })

  it('fills in what is on file and says where it is from', async () => {
    const { hr, base, person } = await clerkWithFamily(portal)
    const url = await begin(hr, base, person.id)
    await hr.post(`${url}/request`, typed.request)
    const page = await hr.get(`${url}/employment`)
    expect(valuesOn(page)).to.include({
      canton: 'SG',
      'since-day': '1',
      'since-month': '4',
      'since-year': '2019',
      yearlyIncome: '76’080.00',
      civilStatus: 'married',
    })
    expect(page.words).to.contain('Die Angaben stammen aus Ihren Akten.')
    expect(page.words).to.contain('mit 13. Monatslohn 82’420.00')
  })

  it('shows the canton’s rate beside each allowance', async () => {
    const { hr, base, person } = await clerkWithFamily(portal)
    const url = await begin(hr, base, person.id)
    await hr.post(`${url}/request`, typed.request)
    await hr.post(`${url}/employment`, { ...typed.employment, canton: 'FR' })
    const page = await hr.get(`${url}/children?at=new`)
    expect(page.words).to.contain('Freiburg: CHF 265.00 pro Monat')
    expect(page.words).to.contain('Freiburg: CHF 325.00 pro Monat')
    expect(page.words).to.contain('Freiburg: CHF 1’500.00 einmalig')
  })

  it('tells what the allowances will probably come to, and what is missing', async () => {
    const { hr, base, person, known } = await clerkWithFamily(portal)
    const url = await begin(hr, base, person.id)
    await fillIn(hr, url, known.id)
    const page = await hr.get(`${url}/check-answers`)
    expect(page.words).to.contain('Lea, KinderzulageCHF 245.00')
    expect(page.words).to.contain('Pro MonatCHF 245.00')
  })

  it('is not begun a second time while one is open: the page of the person says why', async () => {
    const { hr, base, person, known } = await clerkWithFamily(portal)
    const url = await begin(hr, base, person.id)
    await fillIn(hr, url, known.id)
    const again = await hr.post(base, { kind: 'family-allowance', employee: person.id, purpose: 'new' })
    expect(again.headers.location).to.match(new RegExp(`/employees/${person.id}$`))
    expect((await follow(hr, again)).words).to.contain('Zuerst muss die offene Meldung abgeschlossen sein')
  })

  describe('asks only what matters:', () => {
    it('for an end, nothing but which allowance, when and why', async () => {
      const { hr, base, person, known } = await clerkWithFamily(portal)
      const running = await portal.given.entitlement(known)
      const url = await begin(hr, base, person.id, 'end')
      const first = await hr.get(`${url}/request`)
      expect(valuesOn(first)).to.include({ purpose: 'end', 'from-day': '' })
      const request = { purpose: 'end', ...day('from', '30.11.2026'), endReason: 'child-moved' }
      const second = await hr.post(`${url}/request`, request)
      expect(second.headers.location).to.equal(`${url}/children`)
      expect((await hr.get(`${url}/children`)).words).to.contain('Lea Steiner, Kinderzulage')
      const third = await hr.post(`${url}/children`, { ending: running.id })
      expect(third.headers.location).to.equal(`${url}/check-answers`)
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      const answers = await answersOf(url)
      expect(answers.request).to.deep.equal({ purpose: 'end', from: '2026-11-30', endReason: 'child-moved' })
      expect(answers.children).to.have.length(1)
      expect(answers.children[0]).to.include({ childId: known.id })
      expect(answers.children[0]?.kinds).to.deep.equal(['child'])
      expect(answers).to.not.have.any.keys('otherParent', 'payment')
    })

    it('for an end, why', async () => {
      const { hr, base, person, known } = await clerkWithFamily(portal)
      await portal.given.entitlement(known)
      const url = await begin(hr, base, person.id, 'end')
      const page = await hr.post(`${url}/request`, {
        purpose: 'end',
        ...day('from', '30.11.2026'),
        endReason: '',
      })
      expect(page.status).to.equal(422)
      expect(errorsOn(page)).to.deep.equal(['Wählen Sie, warum die Zulage endet.'])
    })

    it('of an unknown other parent, nothing more', async () => {
      const { hr, base, person, known } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await fillIn(hr, url, known.id)
      const answer = await hr.post(`${url}/other-parent`, { ...typed.otherParent, known: 'unknown' })
      expect(answer.headers.location).to.equal(`${url}/check-answers`)
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      expect((await answersOf(url)).otherParent).to.deep.equal({ known: 'unknown' })
    })

    it('about training, only for a child that is in training', async () => {
      const { hr, base, person, known } = await clerkWithFamily(portal, { birthDate: '2010-02-01' })
      const url = await begin(hr, base, person.id)
      await hr.post(`${url}/request`, typed.request)
      await hr.post(`${url}/employment`, typed.employment)
      await hr.post(`${url}/children`, ticked(known.id))
      const next = await hr.post(`${url}/other-parent`, typed.otherParent)
      expect(next.headers.location).to.equal(`${url}/training`)
      const empty = await hr.post(`${url}/training`, {})
      expect(empty.status).to.equal(422)
      expect(errorsOn(empty)).to.have.length(4)
      const wrong = await hr.post(`${url}/training`, {
        ...typed.training,
        ...day('child0-until', '31.7.2026'),
      })
      expect(errorsOn(wrong)).to.deep.equal([
        'Das Ende der Ausbildung liegt vor dem Beginn. Prüfen Sie beide Daten.',
      ])
      expect(valuesOn(wrong)['child0-institution']).to.equal('Schreinerei Keller, Wil')
      const right = await hr.post(`${url}/training`, typed.training)
      expect(right.headers.location).to.equal(`${url}/documents`)
      const papers = await hr.get(`${url}/documents`)
      expect(papers.words).to.contain('Ausbildungsbestätigung oder Lehrvertrag, Lea Steiner')
    })

    it('about other employers, as many as there are', async () => {
      const { hr, base, person } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await hr.post(`${url}/request`, typed.request)
      const others = { hasOther: 'yes', otherName: ['Spital Wil', ''], otherIncome: ["12'000", ''] }
      const more = await hr.post(`${url}/employment`, { ...typed.employment, ...others, add: '1' })
      const page = await follow(hr, more)
      expect(
        page
          .$('input[name=otherName]')
          .toArray()
          .map((it) => page.$(it).attr('value') ?? ''),
      ).to.deep.equal(['Spital Wil', ''])
      const wrong = await hr.post(`${url}/employment`, {
        ...typed.employment,
        ...others,
        otherIncome: ['viel', ''],
      })
      expect(wrong.status).to.equal(422)
      expect(errorsOn(wrong)).to.deep.equal([
        'Lohn pro Jahr (1): Geben Sie einen Betrag in Franken ein, zum Beispiel 4’500.00.',
      ])
      expect(wrong.$('#otherIncome-0').attr('value')).to.equal('viel')
      const none = await hr.post(`${url}/employment`, {
        ...typed.employment,
        hasOther: 'yes',
        otherName: '',
        otherIncome: '',
      })
      expect(errorsOn(none)).to.deep.equal([
        'Geben Sie den anderen Arbeitgeber und den Lohn an, oder wählen Sie «Nein».',
      ])
    })

    it('about the account, only if it is paid there', async () => {
      const { hr, base, person, known } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await fillIn(hr, url, known.id)
      const direct = {
        to: 'direct',
        iban: 'CH93 0076 2011 6238 5295 8',
        holder: 'Mara Steiner',
        reason: 'Getrennt',
      }
      const wrong = await hr.post(`${url}/payment`, direct)
      expect(errorsOn(wrong)).to.deep.equal([
        'Diese IBAN stimmt nicht. Vergleichen Sie sie mit der Bankkarte oder dem Kontoauszug.',
      ])
      await hr.post(`${url}/payment`, { ...direct, iban: 'ch93 0076 2011 6238 5295 7' })
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      expect((await answersOf(url)).payment).to.include({ to: 'direct', iban: 'CH9300762011623852957' })
    })
  })

  describe('takes children', () => {
    async function atChildren(child = {}) {
      const scene = await clerkWithFamily(portal, child)
      const url = await begin(scene.hr, scene.base, scene.person.id)
      await scene.hr.post(`${url}/request`, typed.request)
      await scene.hr.post(`${url}/employment`, typed.employment)
      return { ...scene, url }
    }

    it('one after the other, to change and to remove', async () => {
      const { hr, url } = await atChildren()
      const added = await hr.post(`${url}/children`, { ...typed.child, add: '1' })
      expect(added.headers.location).to.equal(`${url}/children?at=new#open`)
      const page = await hr.get(`${url}/children?at=new`)
      expect(page.$('#open input[name=firstName]')).to.have.length(1)
      expect(page.$('.govuk-summary-card__title').text()).to.equal('Jan Steiner')
      expect(valuesOn(page)).to.include({ firstName: '', lastName: 'Steiner', residenceCanton: 'SG' })
      const form = {
        ...typed.child,
        child: valuesOn(page).child,
        firstName: 'Nora',
        ahvNumber: '',
        ...day('birthDate', '4.5.2024'),
      }
      await hr.post(`${url}/children`, { ...form, edit: '0a1b2c3d' })
      const open = await hr.get(`${url}/children?at=0a1b2c3d`)
      expect(valuesOn(open)).to.include({ firstName: 'Jan', ahvNumber: '7569217076985' })
      expect(open.$('.govuk-summary-card__title').text()).to.equal('Nora Steiner')
      const left = await follow(hr, await hr.post(`${url}/children`, { dropped: '0a1b2c3d' }))
      expect(left.$('.govuk-summary-card__title').text()).to.equal('Nora Steiner')
      const next = await hr.post(`${url}/children`, {})
      expect(next.headers.location).to.equal(`${url}/other-parent`)
    })

    it('once, even if the same form is sent twice', async () => {
      const { hr, url } = await atChildren()
      await Promise.all([hr.post(`${url}/children`, typed.child), hr.post(`${url}/children`, typed.child)])
      const page = await hr.get(`${url}/children`)
      expect(page.$('.govuk-summary-card')).to.have.length(1)
    })

    it('on file with one click, and asks where they live unless it goes without saying', async () => {
      const { hr, url, known } = await atChildren()
      const page = await hr.get(`${url}/children`)
      expect(page.words).to.contain('Lea Steiner')
      expect(page.words).to.contain('Kinderzulage, St. Gallen: CHF 245.00 pro Monat')
      expect(valuesOn(page)).to.include({ sharedLivesWith: 'both', sharedAuthority: 'joint' })
      const unsaid = await hr.post(`${url}/children`, {
        ticks: '1',
        known: known.id,
        sharedLivesWith: '',
        sharedAuthority: '',
      })
      expect(unsaid.status).to.equal(422)
      expect(errorsOn(unsaid)).to.deep.equal([
        'Bereits erfasste Kinder: Wählen Sie, wo sie leben.',
        'Bereits erfasste Kinder: Wählen Sie, wer die elterliche Sorge hat.',
      ])
      const said = await hr.post(`${url}/children`, ticked(known.id))
      expect(said.headers.location).to.equal(`${url}/other-parent`)
    })

    it('only if there is one', async () => {
      const { hr, url } = await atChildren()
      const page = await hr.post(`${url}/children`, { ticks: '1' })
      expect(page.status).to.equal(422)
      expect(errorsOn(page)).to.deep.equal(['Wählen oder erfassen Sie mindestens ein Kind.'])
    })

    it('but no thirty of them in one report, and keeps them all', async () => {
      const { hr, url } = await atChildren()
      for (let n = 0; n < 30; n++) {
        const key = n.toString(16).padStart(8, '0')
        const child = { ...typed.child, child: key, firstName: `Kind ${n}`, ahvNumber: '' }
        await hr.post(`${url}/children`, { ...child, add: '1' })
      }
      const page = await hr.post(`${url}/children`, {})
      expect(page.status).to.equal(422)
      expect(errorsOn(page)).to.deep.equal([
        'Eine Meldung kann höchstens 20 Kinder enthalten. Erfassen Sie die übrigen in einer zweiten Meldung.',
      ])
      expect(page.$('.govuk-summary-card')).to.have.length(30)
      expect((await hr.post(`${url}/check-answers`, { confirm: 'yes' })).headers.location).to.contain(
        '/children',
      )
    })

    const wrong: [string, Record<string, string>, string][] = [
      ['a wrong check digit', { ahvNumber: '756.9217.0769.84' }, 'Die Prüfziffer der AHV-Nummer stimmt nicht. Vergleichen Sie die Nummer mit dem Versicherungsausweis.'],
      ['a number that is too short', { ahvNumber: '756.9217' }, 'Eine AHV-Nummer hat 13 Ziffern, zum Beispiel 756.1234.5678.97. Prüfen Sie Ihre Eingabe.'],
      ['a child older than 25', day('birthDate', '3.9.2000'), 'Das Kind ist über 25 Jahre alt. Zulagen gibt es höchstens bis 30. September 2025. Prüfen Sie das Geburtsdatum oder entfernen Sie das Kind.'],
      ['a day that does not exist', day('birthDate', '31.2.2020'), 'Geburtsdatum: Den 31.2.2020 gibt es nicht: Der Monat endet am 29. Februar 2020. Prüfen Sie den Tag.'],
      ['a day in a month there is none of', day('birthDate', '31.13.2020'), 'Geburtsdatum: Geben Sie ein Datum mit Tag, Monat und Jahr ein, zum Beispiel 27 11 2026.'],
      ['a child allowance at seventeen', day('birthDate', '3.9.2009'), 'Die Kinderzulage gibt es nur bis 30. September 2025. Wählen Sie die Ausbildungszulage, wenn das Kind in Ausbildung ist.'],
      ['a birth allowance where there is none', { kinds: 'birth', ...day('birthDate', '3.9.2026') }, 'Der Kanton St. Gallen kennt keine Geburtszulage. Entfernen Sie die Auswahl.'],
      ['no name', { firstName: '' }, 'Kind 1: Geben Sie den Vornamen ein.'],
      ['a name no letter can be printed with', { firstName: '美玲' }, 'Vorname: Dieses Zeichen können wir nicht drucken: 美. Schreiben Sie den Text in lateinischer Schrift, wie im Pass.'],
    ] // biome-ignore format: one line a case
    for (const [what, change, sentence] of wrong) {
      it(`and says what to do about ${what}`, async () => {
        const { hr, url } = await atChildren()
        const page = await hr.post(`${url}/children`, { ...typed.child, ...change })
        expect(page.status).to.equal(422)
        expect(errorsOn(page)).to.deep.equal([sentence])
        expect(page.$('title').text()).to.match(/^Fehler: /)
        expect(valuesOn(page)).to.include({ lastName: 'Steiner', ...change })
      })
    }

    it('and names all that is unsaid, with a wrong check digit at once', async () => {
      const { hr, url } = await atChildren()
      const change = { sex: '', livesWith: '', authority: '', ahvNumber: '756.9217.0769.84' }
      const page = await hr.post(`${url}/children`, { ...typed.child, firstName: 'Mia', ...change })
      expect(errorsOn(page)).to.deep.equal([
        'Die Prüfziffer der AHV-Nummer stimmt nicht. Vergleichen Sie die Nummer mit dem Versicherungsausweis.',
        'Mia: Wählen Sie das Geschlecht.',
        'Mia: Wählen Sie, wo das Kind lebt.',
        'Mia: Wählen Sie, wer die elterliche Sorge hat.',
      ])
    })

    it('and notices a child that is there twice', async () => {
      const { hr, url } = await atChildren()
      await hr.post(`${url}/children`, typed.child)
      const page = await hr.post(`${url}/children`, { ...typed.child, child: '0a1b2c3e', ahvNumber: '' })
      expect(page.status).to.equal(422)
      expect(errorsOn(page)).to.deep.equal([
        'Ein Kind mit diesem Namen und Geburtsdatum ist in dieser Meldung schon erfasst. Entfernen Sie das doppelte Kind.',
      ])
    })
  })

  describe('refuses a date', () => {
    const wrong = [
      ['more than a year ahead', '1.1.2028', 'Das Datum liegt mehr als ein Jahr in der Zukunft. Geben Sie spätestens den 23. November 2027 ein.'],
      ['more than five years ago', '31.10.2021', 'Zulagen können höchstens fünf Jahre zurück verlangt werden. Geben Sie den 1. November 2021 oder einen späteren Tag ein.'],
    ] as const // biome-ignore format: one line a case
    for (const [what, date, sentence] of wrong) {
      it(what, async () => {
        const { hr, base, person } = await clerkWithFamily(portal)
        const url = await begin(hr, base, person.id)
        const page = await hr.post(`${url}/request`, { purpose: 'new', ...day('from', date) })
        expect(page.status).to.equal(422)
        expect(errorsOn(page)).to.contain(sentence)
        expect(valuesOn(page)['from-year']).to.equal(date.split('.')[2])
      })
    }

    it('before the employment, in the words of the reader', async () => {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const person = await portal.given.employee(employer.id, { employment: { startsOn: '2026-10-01' } })
      const hr = await portal.signIn(user)
      const url = await begin(hr, `/e/${employer.id}/mutations`, person.id)
      const page = await hr.post(`${url}/request?lang=fr`, { purpose: 'new', ...day('from', '1.9.2026') })
      expect(page.status).to.equal(422)
      expect(page.$('html').attr('lang')).to.equal('fr-CH')
      expect(errorsOn(page)[0]).to.contain('1er octobre 2026')
    })
  })

  describe('takes documents', () => {
    async function atDocuments() {
      const scene = await clerkWithFamily(portal)
      const url = await begin(scene.hr, scene.base, scene.person.id)
      await scene.hr.post(`${url}/request`, typed.request)
      await scene.hr.post(`${url}/employment`, typed.employment)
      await scene.hr.post(`${url}/children`, typed.child)
      await scene.hr.post(`${url}/other-parent`, typed.otherParent)
      return { ...scene, url: `${url}/documents`, report: url }
    }
    const birth = { act: 'upload', form: '0', wanted: 'birth-certificate 0a1b2c3d' }

    it('that decide something, and lists what is missing with the consequence', async () => {
      const { hr, url } = await atDocuments()
      const page = await hr.get(url)
      expect(page.words).to.contain('Geburtsurkunde oder Familienbüchlein, Jan Steiner')
      expect(page.words).to.contain('erhalten Sie dafür eine Aufgabe mit 30 Tagen Frist')
    })

    it('that prove something else as well without being sent again', async () => {
      const { hr, url, report } = await atDocuments()
      await hr.upload(url, { name: 'Familie.pdf', bytes: onePagePdf() }, { act: 'upload', wanted: 'other' })
      const before = await hr.get(url)
      const wanted = String(before.$('#also option').first().attr('value'))
      expect(before.$('#also option').text()).contain('Geburtsurkunde oder Familienbüchlein, Jan Steiner')
      const document = String(before.$('#reused option').attr('value'))
      await hr.post(url, { act: 'reuse', document: 'none', wanted })
      await hr.post(url, { act: 'reuse', document, wanted: 'birth-certificate nobody' })
      expect((await hr.get(url)).$('#also option')).lengthOf(before.$('#also option').length)
      expect((await hr.post(url, { act: 'reuse', document, wanted })).status).equal(303)
      const after = await hr.get(url)
      expect(after.words).contain('Die Datei gilt jetzt auch dafür.')
      expect(after.$('#uploads .row__meta').text()).match(/^Anderes Dokument und Geburtsurkunde/)
      expect(after.$('#also option')).lengthOf(before.$('#also option').length - 1)
      await hr.post(url, {})
      await hr.post(`${report}/payment`, typed.payment)
      expect((await hr.get(`${report}/check-answers`)).words).contain('Anderes Dokument und Geburtsurkunde')
      await hr.post(url, { act: 'remove', document })
      expect((await hr.get(url)).$('#uploads .row')).lengthOf(0)
    })

    it('for the child they are about, and lets them be removed', async () => {
      const { hr, url, report } = await atDocuments()
      const sent = await hr.upload(url, { name: 'Geburtsurkunde.pdf', bytes: onePagePdf() }, birth)
      expect(sent.status).to.equal(303)
      const page = await hr.get(url)
      expect(page.words).to.contain('Die Datei ist gespeichert.')
      expect(page.words).to.contain('Geburtsurkunde.pdfGeburtsurkunde oder Familienbüchlein, Jan Steiner')
      const document = String(page.$('input[name=document]').attr('value'))
      await hr.post(url, { act: 'remove', document })
      expect(await portal.db('documents').where({ id: document })).to.be.empty
      await hr.upload(url, { name: 'Geburtsurkunde.pdf', bytes: onePagePdf() }, birth)
      await hr.post(url)
      await hr.post(`${report}/payment`, typed.payment)
      await hr.post(`${report}/check-answers`, { confirm: 'yes' })
      const { documents } = await answersOf(report)
      expect(documents).to.have.length(1)
      expect(documents[0]).to.include({ purpose: 'birth-certificate', childKey: '0a1b2c3d' })
    })

    it('but no program with another ending, no empty file, no file behind a password, none of 11 MB', async () => {
      const { hr, url } = await atDocuments()
      const refused: [string, Buffer, number, string][] = [
        ['Rechnung.pdf', program(), 422, 'Diese Datei ist kein PDF, JPG oder PNG.'],
        ['leer.pdf', Buffer.alloc(0), 422, 'Diese Datei ist leer.'],
        ['geheim.pdf', encryptedPdf(), 422, 'Dieses PDF ist mit einem Passwort geschützt.'],
        [
          'gross.pdf',
          Buffer.concat([onePagePdf(), Buffer.alloc(11_000_000)]),
          413,
          'Diese Datei ist grösser als 10 MB.',
        ],
      ]
      for (const [name, bytes, status, sentence] of refused) {
        const page = await hr.upload(url, { name, bytes }, birth)
        expect(page.status, name).to.equal(status)
        expect(errorsOn(page)[0], name).to.contain(sentence)
      }
      expect((await hr.upload(url, null, birth)).status).to.equal(422)
      expect((await hr.get(url)).$('#uploads .row')).to.have.length(0)
    })
  })

  it('speaks French on every page', async () => {
    const { hr, base, person, known } = await clerkWithFamily(portal)
    const url = await begin(hr, base, person.id)
    await fillIn(hr, url, known.id)
    await hr.get(`${url}/request?lang=fr`)
    for (const slug of [
      'request',
      'employment',
      'children',
      'children?at=new',
      'other-parent',
      'documents',
      'payment',
      'check-answers',
    ]) {
      const page = await hr.get(`${url}/${slug}`)
      expect(page.status, slug).to.equal(200)
      expect(page.words, slug).to.not.match(/familyAllowance:|mutations:|Weiter |Zulage|Speichern/)
    }
  })
})
