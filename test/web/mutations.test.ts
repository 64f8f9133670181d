import { expect } from 'chai'
import { mutationById } from '../../db/reports/mutations.js'
import { claimTask } from '../../db/tasks/claims.js'
import {
  begin,
  clerkWithFamily,
  day,
  errorsOn,
  fillIn,
  follow,
  ticked,
  typed,
  valuesOn,
} from './family-allowance-typed.js'
import { onePagePdf } from './files.js'
import { usePortal } from './portal.js'

describe('A report', () => {
  const portal = usePortal()
  const idIn = (url: string) => String(url.split('/').at(-1))
  const rowOf = (url: string) =>
    portal
      .db('mutations')
      .where({ id: idIn(url) })
      .first()

  async function complete() {
    const scene = await clerkWithFamily(portal)
    const url = await begin(scene.hr, scene.base, scene.person.id)
    await fillIn(scene.hr, url, scene.known.id)
    return { ...scene, url, check: `${url}/check-answers` }
  }
  async function sent() {
    const scene = await complete()
    await scene.hr.post(scene.check, { confirm: 'yes' })
    return scene
  }

  describe('is begun', () => {
    it('once, however often the button is pressed', async () => {
      const { hr, base, person } = await clerkWithFamily(portal)
      const first = await begin(hr, base, person.id)
      expect(await begin(hr, base, person.id)).to.equal(first)
      await hr.post(`${first}/request`, typed.request)
      portal.clock.forward(1)
      expect(await begin(hr, base, person.id, 'end')).to.not.equal(first)
    })

    it('only for an own employee and a known kind', async () => {
      const { hr, base, person } = await clerkWithFamily(portal)
      const stranger = await clerkWithFamily(portal)
      const kind = 'family-allowance'
      expect((await hr.post(base, { kind, employee: stranger.person.id })).status).to.equal(404)
      expect((await hr.post(base, { kind: 'pension', employee: person.id })).status).to.equal(404)
      expect((await hr.post(stranger.base, { kind, employee: stranger.person.id })).status).to.equal(404)
    })

    it('not when the employment ended too long ago, and says so', async () => {
      const { hr, base, employer } = await clerkWithFamily(portal)
      const past = { startsOn: '2010-01-01', endsOn: '2020-12-31' }
      const gone = await portal.given.employee(employer.id, { firstName: 'Rita', employment: past })
      const answer = await hr.post(base, { kind: 'family-allowance', employee: gone.id })
      expect(answer.headers.location).to.equal(`/e/${employer.id}/employees/${gone.id}`)
      expect(await portal.db('mutations').where({ employeeId: gone.id })).to.be.empty
    })
  })

  describe('as a draft', () => {
    it('keeps whatever was typed, right or wrong, for another day', async () => {
      const { hr, base, person, employer } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      const half = { purpose: 'change', ...day('from', '31.2.26'), later: '1' }
      const answer = await hr.post(`${url}/request`, half)
      expect(answer.headers.location).to.equal(`/e/${employer.id}/tasks`)
      const page = await follow(hr, await hr.get(url))
      expect(page.status).to.equal(200)
      expect(valuesOn(page)).to.include({
        purpose: 'change',
        'from-day': '31',
        'from-month': '2',
        'from-year': '26',
      })
    })

    it('goes on where it was left, on any device', async () => {
      const { hr, base, person, user } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await hr.post(`${url}/request`, typed.request)
      await hr.post(`${url}/employment`, typed.employment)
      const phone = await portal.signIn(user)
      expect((await phone.get(url)).headers.location).to.equal(`${url}/children`)
      expect((await phone.get(`${url}/payment`)).headers.location).to.equal(`${url}/children`)
      expect((await phone.get(`${url}/check-answers`)).headers.location).to.equal(`${url}/children`)
    })

    it('shows what was typed when the session had ended in mid-form', async () => {
      const { hr, base, person, user } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await hr.post(`${url}/request`, typed.request)
      await hr.get(`${url}/employment`)
      portal.clock.forward(45)
      const late = await hr.post(`${url}/employment`, { ...typed.employment, yearlyIncome: '81 234.50' })
      expect(late.headers.location).to.contain('/sign-in')
      await hr.get(String(late.headers.location))
      await signInAgain(hr, user.email)
      const page = await hr.get(`${url}/employment`)
      expect(page.words).to.contain('Ihre Eingaben sind noch da.')
      expect(valuesOn(page).yearlyIncome).to.equal('81 234.50')
    })

    it('shows a form again that came with an old token', async () => {
      const { hr, base, person } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await hr.post(`${url}/request`, typed.request)
      hr.token = 'stale'
      const refused = await hr.post(`${url}/employment`, { ...typed.employment, yearlyIncome: '81234' })
      expect(refused.status).to.equal(403)
      const page = await hr.get(`${url}/employment`)
      expect(valuesOn(page).yearlyIncome).to.equal('81234')
    })

    it('takes two tabs with two topics', async () => {
      const { hr, url } = await complete()
      await Promise.all([
        hr.post(`${url}/request`, { ...typed.request, remark: 'Eilt' }),
        hr.post(`${url}/payment`, {
          to: 'direct',
          iban: 'CH9300762011623852957',
          holder: 'L. Steiner',
          reason: 'Wunsch',
        }),
      ])
      const { draft } = await rowOf(url)
      expect(JSON.parse(draft).request.remark).to.equal('Eilt')
      expect(JSON.parse(draft).payment.to).to.equal('direct')
    })

    it('asks again what does not fit any more, and says why', async () => {
      const { hr, url } = await complete()
      const answer = await hr.post(`${url}/employment`, { ...typed.employment, ...day('since', '1.12.2026') })
      expect(answer.status).to.equal(422)
      expect(errorsOn(answer)[0]).to.contain('Das Arbeitsverhältnis beginnt nach dem 1. November 2026')
      const back = await hr.post(`${url}/request`, {
        purpose: 'end',
        ...day('from', '30.11.2026'),
        endReason: 'other',
      })
      expect(back.headers.location).to.equal(`${url}/children?check`)
      expect(errorsOn(await hr.get(`${url}/children?check`))).to.deep.equal([
        'Wählen Sie mindestens eine Zulage, die endet.',
      ])
    })

    it('is deleted after a question, with its documents', async () => {
      const { hr, url, employer } = await complete()
      await hr.upload(
        `${url}/documents`,
        { name: 'a.pdf', bytes: onePagePdf() },
        { act: 'upload', wanted: 'other ' },
      )
      const question = await hr.get(`${url}/delete`)
      expect(question.$('h1').text()).to.equal('Entwurf löschen?')
      const answer = await hr.post(`${url}/delete`)
      expect(answer.headers.location).to.equal(`/e/${employer.id}/tasks`)
      expect(await rowOf(url)).to.equal(undefined)
      expect(await portal.db('documents').where({ mutationId: idIn(url) })).to.be.empty
      expect((await hr.get(url)).status).to.equal(404)
    })
  })

  describe('is sent', () => {
    it('only if the clerk stands behind it', async () => {
      const { hr, check, url } = await complete()
      const page = await hr.post(check)
      expect(page.status).to.equal(422)
      expect(errorsOn(page)).to.deep.equal(['Bestätigen Sie, dass die Angaben vollständig und wahr sind.'])
      expect((await rowOf(url)).status).to.equal('draft')
    })

    it('once, however often the button is pressed', async () => {
      const { hr, check, url } = await complete()
      const answers = await Promise.all([1, 2, 3].map(() => hr.post(check, { confirm: 'yes' })))
      expect(answers.map((it) => [it.status, it.headers.location])).to.deep.equal(
        [1, 2, 3].map(() => [303, url]),
      )
      expect(await portal.db('audit').where({ action: 'mutation.submit', object: idIn(url) })).to.have.length(
        1,
      )
      expect(await portal.db('outbox').where({ mutationId: idIn(url) })).to.have.length(1)
    })

    it('with one write and nothing beside it, and the courier is woken', async () => {
      const { hr, check, url } = await complete()
      const before = portal.wakes
      const entries = async () => (await portal.db('audit').count({ n: '*' }).first())?.n
      const noted = Number(await entries())
      await hr.post(check, { confirm: 'yes' })
      expect(Number(await entries()) - noted).to.equal(1)
      expect(portal.wakes).to.equal(before + 1)
      expect((await rowOf(url)).status).to.equal('submitted')
    })

    it('and whoever goes back then, arrives at the receipt', async () => {
      const { hr, url, check } = await sent()
      for (const path of ['request', 'children?at=new', 'check-answers', 'delete']) {
        const answer = await hr.get(`${url}/${path}`)
        expect([answer.status, answer.headers.location], path).to.deep.equal([303, url])
      }
      for (const path of [`${url}/request`, check, `${url}/delete`]) {
        const answer = await hr.post(path, typed.request)
        expect([answer.status, answer.headers.location], path).to.deep.equal([303, url])
      }
      const answers = JSON.parse((await rowOf(url)).answers)
      expect(answers.request.from).to.equal('2026-11-01')
    })

    it('later, if the clerk wants that', async () => {
      const { hr, check, url, employer } = await complete()
      const answer = await hr.post(check, { later: '1', confirm: 'yes' })
      expect(answer.headers.location).to.equal(`/e/${employer.id}/tasks`)
      expect((await rowOf(url)).status).to.equal('draft')
    })
  })

  describe('has one page for ever', () => {
    it('with reference, next step and date, and what was said', async () => {
      const { hr, url } = await sent()
      const page = await hr.get(url)
      expect(page.$('h1').text()).to.equal('Ihre Meldung ist bei uns')
      expect(page.words).to.match(/FZ-[0-9A-Z]{4}-[0-9A-Z]{4}/)
      expect(page.words).to.contain('Familienzulagen für Luca Steiner, eingegangen heute, 09:')
      expect(
        page
          .$('.timeline__title')
          .toArray()
          .map((it) => page.$(it).contents().first().text()),
      ).to.deep.equal(['Eingegangen', 'Unterlagen nachreichen', 'Prüfung', 'Entscheid'])
      expect(page.words).to.contain('Lohnausweis des anderen Elternteils')
      expect(page.words).to.contain('CHF 76’080.00')
    })

    it('in the language of the reader', async () => {
      const { hr, url } = await sent()
      const page = await hr.get(`${url}?lang=fr`)
      expect(page.$('h1').text()).to.equal('Nous avons reçu votre annonce')
      expect(page.words).to.contain('Certificat de salaire de l’autre parent')
      expect(page.words).to.contain('Allocations dès le')
    })

    it('that tells what waits for the employer, and who decides by when', async () => {
      const { hr, url, employer } = await sent()
      const mutation = await mutationById(portal.db, idIn(url))
      const task = await portal.given.task(mutation, { dueOn: '2026-12-23' })
      const page = await hr.get(url)
      expect(page.$('h1').text()).to.equal('Wir brauchen noch etwas von Ihnen')
      expect(page.words).to.contain('bis Mittwoch, 23. Dezember')
      expect(page.$(`main a[href="/e/${employer.id}/tasks/${task.id}"]`)).to.have.length(2)
      await portal
        .db('tasks')
        .where({ id: task.id })
        .update({ status: 'done', closedAt: portal.clock.now(), closedBy: 'hr' })
      await portal.given.task(mutation, { side: 'fund', dueOn: '2026-12-07' })
      const next = await hr.get(url)
      expect(next.words).to.match(/Entscheid, folgt ?bis Montag, 7. Dezember/)
    })

    it('with the decision, when there is one', async () => {
      const { hr, url, employer } = await sent()
      const mutation = await mutationById(portal.db, idIn(url))
      await portal.given.message(mutation)
      await portal
        .db('mutations')
        .where({ id: mutation.id })
        .update({ status: 'closed', outcome: 'granted', closedAt: portal.clock.now() })
      const page = await hr.get(url)
      expect(page.$('h1').text()).to.equal('Ihre Meldung ist entschieden')
      expect(page.$(`main a[href="/e/${employer.id}/messages/${mutation.id}/decision"]`)).to.have.length(2)
    })

    it('with a confirmation as PDF, opened in the same tab', async () => {
      const { hr, url } = await sent()
      const page = await hr.get(url)
      expect(page.$(`a[href="${url}/confirmation.pdf"]`).attr('target')).to.equal(undefined)
      const pdf = await hr.download(`${url}/confirmation.pdf`)
      expect(pdf.status).to.equal(200)
      expect(pdf.headers['content-type']).to.equal('application/pdf')
      expect(pdf.headers['content-disposition']).to.match(
        /^inline; filename="Eingangsbest\w+_FZ-.*\.pdf"; filename\*=UTF-8''Eingangsbest%C3%A4tigung_FZ-/,
      )
      expect(Buffer.from(pdf.body).subarray(0, 5).toString()).to.equal('%PDF-')
    })

    it('and notes who looked at it', async () => {
      const { hr, url, user } = await sent()
      await hr.get(url)
      const [entry] = await portal
        .db('audit')
        .where({ action: 'mutation.read', object: idIn(url) })
        .orderBy('seq', 'desc')
      expect(entry.actor).to.equal(user.id)
    })
  })

  describe('is recalled', () => {
    it('after a question, and lives on as a draft with everything in it', async () => {
      const { hr, url } = await sent()
      expect((await hr.get(`${url}/recall`)).$('h1').text()).to.equal('Meldung zurückziehen?')
      const answer = await hr.post(`${url}/recall`)
      const next = String(answer.headers.location)
      expect(next).to.not.equal(url)
      expect((await hr.get(next)).headers.location).to.equal(`${next}/check-answers`)
      const old = await hr.get(url)
      expect(old.$('h1').text()).to.equal('Ihre Meldung ist zurückgezogen')
      expect(old.$(`main a[href="${next}"]`).text()).to.equal('Weiter im neuen Entwurf')
      expect((await hr.post(`${url}/recall`)).headers.location).to.equal(next)
      await hr.post(`${next}/check-answers`, { confirm: 'yes' })
      expect((await rowOf(next)).status).to.equal('submitted')
    })

    it('only until the office has claimed it, which can then be asked to give it back', async () => {
      const { hr, url, user } = await sent()
      const desk = await portal.given.user({ role: 'caseworker' })
      const mutation = await mutationById(portal.db, idIn(url))
      // what a colleague has of the employer's own tasks keeps nobody from it
      const own = await portal.given.task(mutation)
      await portal.db('tasks').where({ id: own.id }).update({ claimedBy: user.id })
      expect((await hr.get(url)).words).to.contain('Meldung zurückziehen')
      const task = await portal.given.task(mutation, { side: 'fund' })
      await claimTask(portal.db, task.id, { actor: desk.id, at: portal.clock.now() })
      expect((await hr.get(url)).$('#recall').closest('section').text())
        .to.contain('Sie können uns noch bitten, die Meldung zurückzugeben.')
        .and.not.contain('Meldung zurückziehen')
      const page = await hr.post(`${url}/recall`)
      expect(page.status).to.equal(409)
      expect(page.$('h1').text()).to.equal('Die Prüfung hat schon begonnen')
      expect(page.$('[name=reason]')).to.have.length(1)
    })
  })

  describe('is listed', () => {
    it('with its state, to search by name and reference, page by page', async () => {
      const { hr, base, url, employer, person } = await sent()
      const other = await portal.given.employee(employer.id, { firstName: 'Zoë', lastName: 'Müller' })
      await portal.given.draft(other)
      const { reference } = await rowOf(url)
      const all = await hr.get(base)
      expect(all.words).to.contain('2 Meldungen')
      expect(all.words).to.contain('Familienzulagen für Zoë Müller')
      expect((await hr.get(`${base}?q=muller`)).words).to.contain('1 Meldung')
      expect((await hr.get(`${base}?q=${reference.toLowerCase()}`)).$('.row').text()).to.contain(
        'Luca Steiner',
      )
      expect((await hr.get(`${base}?state=draft`)).$('.row')).to.have.length(1)
      expect((await hr.get(`${base}?q=niemand`)).words).to.contain('Keine Meldung passt zu Ihrer Suche')
      const part = await hr.part(`${base}?q=zoe`)
      expect(part.$('html').attr('lang')).to.equal(undefined)
      expect(part.$('#reports .row')).to.have.length(1)
      for (let n = 0; n < 20; n++) await portal.given.draft(person)
      const second = await hr.get(`${base}?page=2`)
      expect(second.$('.row')).to.have.length(2)
      expect(second.$('.govuk-pagination__item--current').text().trim()).to.equal('2')
    })

    it('for the office with the employer, but not while it is a draft', async () => {
      const { url, base } = await sent()
      const draft = await clerkWithFamily(portal)
      const begun = await begin(draft.hr, draft.base, draft.person.id)
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker', name: 'Beat Wenger' }))
      const { reference } = await rowOf(url)
      const list = await desk.get(`/office/mutations?q=${reference}`)
      expect(list.$('.row')).to.have.length(1)
      expect(list.$('.row').text()).to.contain('Muster Bau AG')
      const page = await desk.get(`/office/mutations/${idIn(url)}`)
      expect(page.$('h1').text()).to.equal('Familienzulagen für Steiner Luca')
      expect(page.words).to.contain('CHF 76’080.00')
      expect((await desk.get(`/office/mutations/${idIn(begun)}`)).status).to.equal(404)
      expect((await desk.get(base)).status).to.equal(404)
    })
  })

  it('of another employer does not exist, whatever is tried', async () => {
    const { url } = await sent()
    const open = await complete()
    const stranger = await clerkWithFamily(portal)
    for (const address of [url, open.url]) {
      const foreign = `${stranger.base}/${idIn(address)}`
      for (const path of ['', '/request', '/check-answers', '/delete', '/recall', '/confirmation.pdf']) {
        expect((await stranger.hr.get(`${foreign}${path}`)).status, path).to.equal(404)
        expect((await stranger.hr.get(`${address}${path}`)).status, path).to.equal(404)
      }
      for (const path of ['/request', '/check-answers', '/delete', '/recall'])
        expect((await stranger.hr.post(`${foreign}${path}`, { confirm: 'yes' })).status, path).to.equal(404)
    }
    const theirs = await begin(stranger.hr, stranger.base, stranger.person.id)
    await stranger.hr.post(`${theirs}/request`, typed.request)
    await stranger.hr.post(`${theirs}/employment`, typed.employment)
    const page = await stranger.hr.post(`${theirs}/children`, ticked(open.known.id))
    expect(page.status).to.equal(422)
  })

  async function signInAgain(hr: Awaited<ReturnType<typeof portal.signIn>>, email: string) {
    const { codeAt, password } = await import('./visitor.js')
    await hr.post('/sign-in', { email, password })
    await hr.get('/sign-in/code')
    await hr.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
  }
})
