import { expect } from 'chai'
import type { MaternityAnswers } from '../../domain/maternity/answers.js'
import { day, errorsOn, follow, valuesOn } from './family-allowance-typed.js'
import { answerAll, beginMaternity, clerkAndMother, typed } from './maternity-typed.js'
import { onEachDatabase } from './portal.js'

onEachDatabase((portal) => {
  describe('the journey of a maternity allowance', () => {
    const answersOf = async (url: string): Promise<MaternityAnswers> => {
      const row = await portal
        .db('mutations')
        .where({ id: url.split('/').at(-1) })
        .first()
      return JSON.parse(row.answers)
    }

    async function begun(changes = {}) {
      const clerk = await clerkAndMother(portal, changes)
      return { ...clerk, url: await beginMaternity(clerk.hr, clerk.base, clerk.person.id) }
    }

    it('is offered for a woman, and not for a man', async () => {
      const { hr, employer, person } = await clerkAndMother(portal)
      const man = await portal.given.employee(employer.id)
      const page = await hr.get(`/e/${employer.id}/employees/${person.id}`)
      expect(page.words).to.include('Mutterschaft melden')
      expect((await hr.get(`/e/${employer.id}/employees/${man.id}`)).words).not.to.include(
        'Mutterschaft melden',
      )
    })

    it('leads to the receipt, and says before what it will come to', async () => {
      const { hr, url } = await begun()
      const check = await answerAll(hr, url)
      expect(check.$('h1').text()).to.equal('Stimmt alles?')
      // 6000 x 13: 217 francs a day, 80 % of it
      expect(check.words).to.include('173.60').and.include('17’012.80')
      expect(check.words).to.include('Geburtsurkunde')
      const receipt = await follow(hr, await hr.post(`${url}/check-answers`, { confirm: 'yes' }))
      expect(receipt.$('h1').text()).to.equal('Ihre Meldung ist bei uns')
      expect(receipt.words).to.include('1. Oktober 2026').and.include('Lia Graf')
    })

    it('states what was typed in the terms of the law', async () => {
      const { hr, url } = await begun()
      await answerAll(hr, url, {
        wage: { type: 'hourly', amount: '32.50', hours: '42', thirteenth: 'yes', thirteenthAmount: '5600' },
        'leave-pay': { paid: 'part', percent: '50', ...day('until', '30.11.2026'), returned: 'no' },
        insurance: { abroad: 'yes', from: '1.2.2026', to: '31.3.2026', country: 'DE', worked: 'yes' },
        'other-work': {
          ...typed['other-work'],
          hasOther: 'yes', otherName: 'Café Linde', otherSince: '1.1.2025', otherWage: '1200',
        }, // biome-ignore format: what belongs together
        hospital: {
          stay: 'yes',
          ...day('from', '1.10.2026'),
          ...day('to', '20.10.2026'),
          returns: 'yes',
          died: 'no',
        },
      })
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      const answers = await answersOf(url)
      expect(answers.birth).to.deep.equal({ date: '2026-10-01', alive: true, term: 'full' })
      expect(answers.wage).to.include({ type: 'hourly', amount: 3250, hours: 4200, thirteenth: 560_000 })
      expect(answers.leavePay).to.deep.equal({ paid: 'part', percent: 50, until: '2026-11-30' })
      expect(answers.abroad).to.deep.equal([
        { from: '2026-02-01', to: '2026-03-31', country: 'DE', worked: true },
      ])
      expect(answers.work.otherEmployers).to.deep.equal([
        { name: 'Café Linde', since: '2025-01-01', monthlyWage: 120_000 },
      ])
      expect(answers.hospital).to.deep.equal({ from: '2026-10-01', to: '2026-10-20', returns: true })
      expect(answers.account?.iban).to.equal('CH9300762011623852957')
      expect(answers.children).to.deep.equal([
        { key: 'c1', firstName: 'Lia', lastName: 'Graf', birthDate: '2026-10-01' },
      ])
    })

    it('asks for the account only where some of it is paid directly, and for no name after a stillbirth', async () => {
      const { hr, url } = await begun()
      await answerAll(hr, url, {
        birth: { ...day('date', '1.10.2026'), alive: 'no', weeks: '27', term: 'seven', by: 'employer' },
      })
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      const answers = await answersOf(url)
      expect(answers).not.to.have.property('account')
      expect(answers.children).to.deep.equal([])
      expect(answers.birth).to.deep.equal({ date: '2026-10-01', alive: false, weeks: 27, term: 'seven' })
    })

    it('fills in what is on file', async () => {
      const { hr, url } = await begun()
      await hr.post(`${url}/birth`, typed.birth)
      expect(valuesOn(await hr.get(`${url}/employment`))).to.include({
        'since-day': '1',
        'since-year': '2019',
      })
      await hr.post(`${url}/employment`, typed.employment)
      expect(valuesOn(await hr.get(`${url}/wage`)).amount).to.equal('6’340.00')
    })

    it('adds a row for one more child, and keeps what was typed', async () => {
      const { hr, url } = await begun()
      for (const step of ['birth', 'employment', 'wage', 'leave-pay'] as const)
        await hr.post(`${url}/${step}`, typed[step])
      const more = await follow(hr, await hr.post(`${url}/children`, { ...typed.children, add: '1' }))
      expect(more.$('input[name=firstName]')).to.have.length(2)
      await hr.post(`${url}/children`, {
        firstName: ['Lia', 'Noa'], lastName: ['Graf', 'Graf'], birthDate: ['', '2.10.2026'], ahvNumber: ['', ''],
      }) // biome-ignore format: two rows
      await answerAll(hr, url, { children: undefined as never })
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      expect((await answersOf(url)).children.map((it) => [it.firstName, it.birthDate])).to.deep.equal([
        ['Lia', '2026-10-01'], ['Noa', '2026-10-02'],
      ]) // biome-ignore format: a table
    })

    const wrong: [step: keyof typeof typed, fields: Record<string, string>, sentence: string][] = [
      ['birth', { ...typed.birth, ...day('date', '24.12.2026') } as never, 'Die Geburt liegt in der Zukunft.'],
      ['birth', { ...typed.birth, alive: 'no' } as never, 'wie viele Wochen die Schwangerschaft dauerte'],
      ['employment', { ...day('since', '5.10.2026'), state: 'working' }, 'war sie noch nicht angestellt'],
      ['wage', { type: 'hourly', amount: '30', thirteenth: 'no' }, 'Stunden der letzten normalen Arbeitswoche'],
      ['wage', { type: 'monthly', amount: '30.123', thirteenth: 'no' }, 'Betrag'],
      ['wage', { type: 'monthly', amount: '6000', thirteenth: 'no', absentDays: '30', absence: 'illness' }, 'Höchstens 29 Tage'],
      ['leave-pay', { paid: 'part', returned: 'no' }, 'Zahl von 1 bis 100'],
      ['leave-pay', { paid: 'full', returned: 'yes', ...day('returnOn', '1.9.2026') }, 'nach der Geburt am'],
      ['children', { firstName: '', lastName: '', birthDate: '', ahvNumber: '' }, 'Namen des Kindes'],
      ['children', { firstName: 'Lia', lastName: 'Graf', birthDate: '1.3.2026', ahvNumber: '' }, 'nicht so weit auseinander'],
      ['children', { firstName: 'Lia', lastName: 'Graf', birthDate: '', ahvNumber: '756.1234.5678.98' }, 'AHV-Nummer stimmt nicht'],
      ['insurance', { abroad: 'yes', from: '', to: '', country: '', worked: 'no' }, 'oder wählen Sie «Nein»'],
      ['insurance', { abroad: 'yes', from: '1.3.2026', to: '1.2.2026', country: 'DE', worked: 'no' }, 'Das Ende liegt vor dem Beginn'],
      ['hospital', { stay: 'yes', ...day('from', '10.10.2026'), ...day('to', '5.10.2026'), returns: 'yes', died: 'no' }, 'liegt vor dem ersten'],
      ['hospital', { stay: 'yes', ...day('from', '10.9.2026'), returns: 'yes', died: 'no' }, 'nicht vor der Geburt'],
    ] // biome-ignore format: a table
    for (const [step, fields, sentence] of wrong)
      it(`says at ${step}: ${sentence}`, async () => {
        const { hr, url } = await begun()
        for (const before of Object.keys(typed) as (keyof typeof typed)[]) {
          if (before === step) break
          await hr.post(`${url}/${before}`, typed[before])
        }
        const page = await hr.post(`${url}/${step}`, fields)
        expect(page.status).to.equal(422)
        expect(errorsOn(page).join(' ')).to.include(sentence)
        const ids = page
          .$('.govuk-error-summary__list a')
          .toArray()
          .map((it) => page.$(it).attr('href') ?? '')
        for (const id of ids) expect(page.$(id.replaceAll('.', '\\.')), id).to.have.length(1)
      })

    it('is complete in all four languages', async () => {
      const { hr, url } = await begun()
      await answerAll(hr, url, { 'leave-pay': { paid: 'none', returned: 'no' } })
      for (const language of ['de', 'fr', 'it', 'en']) {
        await hr.get(`/help?lang=${language}`)
        for (const step of Object.keys(typed)) {
          const page = await hr.get(`${url}/${step}`)
          expect(page.status, step).to.equal(200)
          expect(page.words, step).not.to.match(/maternity:|dailyAllowance:|mutations:/)
        }
        expect((await hr.get(`${url}/check-answers`)).words).not.to.match(/maternity:|dailyAllowance:/)
      }
    })
  })
})
