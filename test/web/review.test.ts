import { expect } from 'chai'
import { firstBrokenEntry } from '../../db/audit/note.js'
import type { Mutation } from '../../db/reports/mutations.js'
import { findTask, openTask, type Task } from '../../db/tasks/tasks.js'
import type { FamilyAllowanceAnswers } from '../../domain/family-allowance/answers.js'
import type { Review } from '../../domain/family-allowance/decision.js'
import { answers, child, otherParent } from '../domain/family-allowance/facts.js'
import { onEachDatabase } from './portal.js'
import { type Answer, onOneLine, type Visitor } from './visitor.js'

type Fields = Record<string, string | string[]>

onEachDatabase((portal) => {
  describe('a review', () => {
    let employer: { id: string }
    let nadia: { id: string; email: string }
    let marc: { id: string; email: string }
    let desk: Visitor
    let other: Visitor

    before(async () => {
      employer = await portal.given.employer({ name: 'Muster Bau AG' })
      nadia = await portal.given.user({ role: 'caseworker', name: 'Nadia Ammann' })
      marc = await portal.given.user({ role: 'caseworker', name: 'Marc Odermatt' })
      desk = await portal.signIn(nadia)
      other = await portal.signIn(marc)
    })

    it('shows what was reported, what the rules propose and why, and notes who looked', async () => {
      const { task, mutation } = await reviewOf()
      const page = await desk.get(`/office/tasks/${task.id}`)
      expect(page.status).equal(200)
      for (const words of [
        'Steiner Luca',
        mutation.reference,
        'Mia Muster',
        '756.9217.0769.85',
        'Kim Muster',
      ])
        expect(page.words).contain(words)
      const proposal = page.$('#sheet').text().replace(/\s+/g, ' ')
      expect(proposal).contain('Vorschlag: gutheissen')
      expect(proposal).contain('Mia, Kinderzulage')
      expect(proposal).contain('Massgebend ist der Arbeitskanton St. Gallen')
      expect(proposal).contain('Art. 3 Abs. 1 lit. a FamZG')
      const read = { action: 'mutation.read', object: mutation.id, actor: nadia.id, employerId: employer.id }
      expect(await portal.db('audit').where(read)).lengthOf(1)
    })

    it('shows each document beside the form, alone when htmx asks for it', async () => {
      const { task, mutation, person } = await reviewOf()
      const upload = {
        origin: 'upload',
        purpose: 'birth-certificate',
        mutationId: mutation.id,
        name: 'urkunde.pdf',
      }
      const document = await portal.given.document(person, upload)
      const path = `/office/tasks/${task.id}?show=${document.id}`
      const part = await desk.part(path)
      expect(part.text).not.contain('<html')
      expect(part.$('#sheet object').attr('data')).contain(`/office/documents/${document.id}`)
      expect((await desk.get(path)).$('#sheet .chip[aria-current]').text()).contain('Geburtsurkunde')
    })

    it('can be read by everybody in the office and decided only by the one who has taken it', async () => {
      const { task } = await reviewOf()
      const path = `/office/tasks/${task.id}`
      const free = await desk.get(path)
      expect(free.$('form.decide')).lengthOf(0)
      expect(free.words).contain('Übernehmen Sie sie, um zu entscheiden.')
      expect((await desk.post(path, await approval(free))).status).equal(409)
      await other.post(`${path}/claim`)
      const taken = await desk.get(path)
      expect(taken.$('form.decide')).lengthOf(0)
      expect(taken.words).contain('Marc Odermatt hat diese Aufgabe')
      const refused = await desk.post(path, await approval(await other.get(path)))
      expect(refused.status).equal(409)
      expect(refused.$('[role=alert]').text()).contain('Marc Odermatt hat diese Aufgabe')
      expect((await findTask(portal.db, task.id)).status).equal('open')
    })

    it('is approved with one click, in one transaction with audit and promise, and opens the next', async () => {
      const { task, mutation } = await taken()
      await portal.db('tasks').whereNot({ id: task.id }).update({ status: 'withdrawn' })
      const next = await reviewOf({ dueOn: '2026-11-01' })
      const wakes = portal.wakes
      await portal.db('outbox').delete()
      const page = await desk.get(`/office/tasks/${task.id}?list=q%3Dsteiner`)
      expect(page.$('input[name=decision]:checked').attr('value')).equal('approve')
      const form = page.$('form.decide')
      const reply = await desk.post(String(form.attr('action')), { ...(await approval(page)), after: 'next' })
      expect(reply.status).equal(303)
      expect(reply.headers.location).equal(`/office/tasks/${next.task.id}?list=q%3Dsteiner`)
      const closed = await findTask(portal.db, task.id)
      expect(closed).include({ status: 'done', closedBy: nadia.id })
      const review = closed.outcome as unknown as Review & { decision: 'approve' }
      expect(review).deep.include({ decision: 'approve', reason: '', second: [] })
      expect(review.lines[0]).include({ childKey: 'mia', kind: 'child', granted: 'yes', from: '2026-11-01' })
      expect(await portal.db('outbox')).lengthOf(1)
      expect(await portal.db('outbox').first()).include({
        workflowId: mutation.id,
        workflow: 'family-allowance',
      })
      expect(portal.wakes).equal(wakes + 1)
      expect(await portal.db('audit').where({ action: 'task.complete', object: task.id })).lengthOf(1)
      expect(await firstBrokenEntry(portal.db)).equal(null)
      await portal.db('tasks').where({ id: next.task.id }).update({ status: 'withdrawn' })
    })

    it('goes back to the list it came from when nothing more is wanted', async () => {
      const { task } = await taken()
      const path = `/office/tasks/${task.id}?list=who%3Dmine`
      const reply = await desk.post(path, { ...(await approval(await desk.get(path))), after: 'list' })
      expect(reply.headers.location).equal('/office?who=mine')
      expect((await desk.get('/office')).words).contain('Erledigt: FZ-')
    })

    it('is refused with reasons only, and what was typed stays', async () => {
      const { task } = await taken()
      const path = `/office/tasks/${task.id}`
      const without = await decide(path, { decision: 'refuse', reason: '  ' })
      expect(without.status).equal(422)
      expect(without.$('#reason-error').text()).contain('Begründen Sie')
      expect(without.$('title').text()).match(/^Fehler: /)
      expect(without.$('input[name=decision]:checked').attr('value')).equal('refuse')
      const reply = await decide(path, { decision: 'refuse', reason: 'Kein Kindesverhältnis.' })
      expect(reply.status).equal(303)
      const review = (await findTask(portal.db, task.id)).outcome as unknown as Review & {
        decision: 'refuse'
      }
      expect(review).deep.include({
        decision: 'refuse',
        reason: 'Kein Kindesverhältnis.',
        second: ['departs'],
      })
      expect(review.lines.map(({ granted }) => granted)).deep.equal(['no'])
    })

    it('is changed line by line, says what is wrong with a line, and then needs a second person', async () => {
      const { task } = await taken()
      const path = `/office/tasks/${task.id}`
      const wrong = await decide(path, {
        decision: 'change',
        reason: 'Eintritt Mitte Monat',
        'rate-0': 'viel',
        'from-0-day': '31',
        'from-0-month': '2',
      })
      expect(wrong.status).equal(422)
      expect(wrong.$('#rate-0-error').text()).contain('Betrag in Franken')
      expect(wrong.$('#from-0-error').text()).match(/Den 31\.2\.\d{4} gibt es nicht/)
      expect(wrong.$('#rate-0').attr('value')).equal('viel')
      expect(wrong.$('#reason').text()).contain('Eintritt Mitte Monat')
      const before = await decide(path, { decision: 'change', reason: 'x', 'to-0-year': '2020' })
      expect(before.status).equal(422)
      expect(before.$('#to-0-error').text()).match(/vor dem ersten Tag, dem 1\.\sNovember 2026/)
      const reply = await decide(path, {
        decision: 'change',
        reason: 'Eintritt Mitte Monat',
        'rate-0': '240.50',
        'from-0-day': '16',
      })
      expect(reply.status).equal(303)
      const review = (await findTask(portal.db, task.id)).outcome as unknown as Review & {
        decision: 'change'
      }
      expect(review.second).deep.equal(['departs'])
      expect(review.lines[0]).deep.include({
        rate: 24_050,
        from: '2026-11-16',
        partMonths: [{ month: '2026-11', days: 15, amount: 12_075 }],
      })
      expect(review.lines[0]?.reasons.map(({ rule }) => rule)).not.include('canton-rate')
      const departs = /CHF 240\.50, 16\. November 2026 bis .+ statt CHF 2\d\d\.00, 1\. November 2026 bis /
      expect(onOneLine((await desk.get(path)).$('[aria-labelledby=decided]').text())).match(departs)
      const report = await desk.get(`/office/mutations/${task.mutationId}`)
      expect(onOneLine(report.$('section:has(#progress)').text())).match(departs)
    })

    it('asks for documents with a list, a text and a deadline', async () => {
      const { task } = await taken()
      const path = `/office/tasks/${task.id}`
      const page = await desk.get(path)
      const ticked = page
        .$('input[name=documents]:checked')
        .toArray()
        .map((it) => page.$(it).attr('value'))
      expect(ticked).deep.equal(['birth-certificate mia']) // what the rules miss
      expect(page.$('#days').attr('value')).equal('30')
      for (const [fields, field] of [
        [{ documents: ['passport'] }, 'documents'],
        [{ documents: ['training nobody'] }, 'documents'],
        [{ documents: [] }, 'documents'],
        [{ days: '0' }, 'days'],
        [{ days: 'bald' }, 'days'],
      ] as const) {
        const wrong = await decide(path, { decision: 'ask', text: '', ...fields } as Fields)
        expect(wrong.status).equal(422)
        expect(wrong.$(`#${field}-error`).text().length).above(10)
      }
      const asked = { documents: ['birth-certificate mia', 'other'], text: 'Bitte beide Seiten.', days: '14' }
      expect((await decide(path, { decision: 'ask', ...asked })).status).equal(303)
      expect((await findTask(portal.db, task.id)).outcome).deep.equal({
        decision: 'ask',
        documents: [{ purpose: 'birth-certificate', childKey: 'mia' }, { purpose: 'other' }],
        text: 'Bitte beide Seiten.',
        dueDays: 14,
      })
    })

    it('cannot approve what the rules leave open, but can decide it', async () => {
      const { task } = await taken({
        children: [child({ ahvNumber: undefined })],
        otherParent: otherParent({ known: 'yes', work: undefined }),
      })
      const path = `/office/tasks/${task.id}`
      const page = await desk.get(path)
      expect(page.words).contain('Vorschlag: zuerst klären')
      expect(page.$('input[name=decision]:checked')).lengthOf(0)
      expect(page.$('#decision').attr('disabled')).equal('disabled')
      expect((await decide(path, { decision: 'approve' })).$('#decision-error').text()).contain(
        'lässt etwas offen',
      )
      expect((await decide(path, {})).$('#decision-error').text()).contain('Wählen Sie')
      const open = await decide(path, { decision: 'change', reason: 'Geklärt am Telefon' })
      expect(open.$('#granted-0-error').text()).contain('Wählen Sie')
      const granted = {
        'granted-0': 'yes',
        'rate-0': '245',
        'from-0-day': '1',
        'from-0-month': '11',
        'from-0-year': '2026',
      }
      expect(
        (await decide(path, { decision: 'change', reason: 'Geklärt am Telefon', ...granted })).status,
      ).equal(303)
    })

    it('shows the new proposal when the facts have changed meanwhile, and keeps what was typed', async () => {
      const { task, mutation } = await taken()
      const path = `/office/tasks/${task.id}`
      const page = await desk.get(path)
      await portal
        .db('employments')
        .where({ employeeId: mutation.employeeId })
        .update({ endsOn: '2027-03-31' })
      const fields = { ...(await approval(page)), decision: 'refuse', reason: 'Nur ein Versuch' }
      const reply = await desk.post(path, fields)
      expect(reply.status).equal(409)
      expect(reply.$('[role=alert]').text()).contain('Die Grundlagen haben sich inzwischen geändert')
      expect(reply.$('#reason').text()).contain('Nur ein Versuch')
      expect(reply.$('#sheet').text()).match(/31\.\sMärz 2027/)
      expect((await findTask(portal.db, task.id)).status).equal('open')
      expect((await desk.post(path, { ...(await approval(reply)), decision: 'approve' })).status).equal(303)
    })

    it('counts once when the button is pressed twice, and then shows what was decided', async () => {
      const { task } = await taken()
      const path = `/office/tasks/${task.id}`
      const fields = await approval(await desk.get(path))
      const replies = await Promise.all([
        desk.post(path, fields),
        desk.post(path, { ...fields, decision: 'refuse', reason: 'Anders' }),
      ])
      expect(replies.map(({ status }) => status)).deep.equal([303, 303])
      expect(await portal.db('audit').where({ action: 'task.complete', object: task.id })).lengthOf(1)
      const page = await desk.get(path)
      expect(page.status).equal(200)
      expect(page.$('form.decide')).lengthOf(0)
      expect(page.$('#decided').text()).match(/Vorschlag gutgeheissen|Abgelehnt/)
    })

    it('tells the slower of two people who decided, and when', async () => {
      const { task } = await taken()
      const path = `/office/tasks/${task.id}`
      const stale = await approval(await desk.get(path))
      await desk.post(`${path}/release`)
      await other.post(`${path}/claim`)
      await other.post(path, await approval(await other.get(path)))
      const reply = await desk.post(path, { ...stale, decision: 'refuse', reason: 'Zu spät' })
      expect(reply.status).equal(409)
      expect(reply.$('[role=alert]').text()).contain('Marc Odermatt war schneller')
      expect(reply.words).contain('Vorschlag gutgeheissen')
      expect((await findTask(portal.db, task.id)).closedBy).equal(marc.id)
      const late = await desk.post(`${path}/claim`)
      expect(late.status).equal(409)
    })

    it('speaks the language of the caseworker', async () => {
      const { task } = await taken()
      const path = `/office/tasks/${task.id}`
      await desk.get(`${path}?lang=fr`)
      const wrong = await decide(path, { decision: 'refuse', reason: '' })
      expect(wrong.$('#reason-error').text()).contain('Indiquez pourquoi')
      await desk.get(`${path}?lang=de`)
    })

    describe('and a second review', () => {
      it('is never done by the person who decided first', async () => {
        const { task } = await secondReview()
        const path = `/office/tasks/${task.id}`
        const page = await desk.get(path)
        expect(page.$('form.decide')).lengthOf(0)
        expect(page.$(`form[action="${path}/claim"]`)).lengthOf(0)
        expect(page.words).contain('Die Zweitprüfung macht eine andere Person.')
        const claim = await desk.post(`${path}/claim`)
        expect(claim.status).equal(409)
        expect(claim.words).contain('Sie haben den ersten Entscheid getroffen.')
        const fields = { decision: 'agree', version: page.$('input[name=version]').attr('value') ?? '' }
        expect((await desk.post(path, fields)).status).equal(409)
        // not even when the row says that the task is theirs
        await portal
          .db('tasks')
          .where({ id: task.id })
          .update({ claimedBy: nadia.id, claimedAt: portal.clock.now() })
        const version = (await other.get(path)).$('input[name=version]').attr('value') ?? ''
        expect((await desk.post(path, { decision: 'agree', version })).status).equal(409)
        expect((await findTask(portal.db, task.id)).status).equal('open')
      })

      it('shows what was decided first, by whom and why a second person looks, and agrees', async () => {
        const { task } = await secondReview()
        const path = `/office/tasks/${task.id}`
        await other.post(`${path}/claim`)
        const page = await other.get(path)
        for (const words of ['Erster Entscheid: Abgelehnt', 'Nadia Ammann', 'Nicht glaubhaft'])
          expect(page.words).contain(words)
        expect(page.words).contain('Der Entscheid weicht vom Vorschlag ab.')
        expect(page.words).match(/kein Anspruch statt CHF 2\d\d\.00, 1\. November 2026 bis /)
        const version = page.$('form.decide input[name=version]').attr('value') ?? ''
        expect((await other.post(path, { version })).status).equal(422)
        expect((await other.post(path, { version, decision: 'agree' })).status).equal(303)
        expect((await findTask(portal.db, task.id)).outcome).deep.equal({ decision: 'agree', reason: '' })
      })

      it('disagrees only with a reason, and the next review begins where the last one ended', async () => {
        const { task, mutation } = await secondReview()
        const path = `/office/tasks/${task.id}`
        await other.post(`${path}/claim`)
        const version = (await other.get(path)).$('form.decide input[name=version]').attr('value') ?? ''
        const without = await other.post(path, { version, decision: 'disagree' })
        expect(without.status).equal(422)
        expect(without.$('#reason-error').text()).contain('womit Sie nicht einverstanden sind')
        await other.post(path, { version, decision: 'disagree', reason: 'Das Kind ist belegt.' })
        const again = await portal.given.task(mutation, { side: 'fund', n: 2 })
        await desk.post(`/office/tasks/${again.id}/claim`)
        const page = await desk.get(`/office/tasks/${again.id}`)
        const rounds = page.$('[aria-labelledby=rounds]').text()
        expect(rounds).contain('Das Kind ist belegt.')
        expect(rounds).contain('Nicht glaubhaft')
        expect(page.$('input[name=decision]:checked').attr('value')).equal('refuse')
        expect(page.$('#reason').text()).contain('Nicht glaubhaft')
      })
    })

    async function reviewOf(spec: { dueOn?: string } = {}, changed: Partial<FamilyAllowanceAnswers> = {}) {
      const person = await portal.given.employee(employer.id)
      const mutation = await portal.given.submitted(person, answers(changed))
      return { person, mutation, task: await portal.given.task(mutation, { side: 'fund', ...spec }) }
    }

    /** A review that Nadia has taken. */
    async function taken(changed: Partial<FamilyAllowanceAnswers> = {}) {
      const given = await reviewOf({}, changed)
      await desk.post(`/office/tasks/${given.task.id}/claim`)
      return given
    }

    /** A second review of a refusal by Nadia. */
    async function secondReview(): Promise<{ task: Task; mutation: Mutation }> {
      const { task: review, mutation } = await taken()
      await decide(`/office/tasks/${review.id}`, { decision: 'refuse', reason: 'Nicht glaubhaft' })
      const details = { firstBy: nadia.id, reasons: ['departs'] }
      const spec = { mutationId: mutation.id, step: 'second-review', n: 1, side: 'fund' as const, ladder: [] }
      const by = { actor: 'system', at: portal.clock.now() }
      const task = await openTask(portal.db, { ...spec, dueOn: '2026-12-10', details }, by)
      if (!task) throw new Error('the report is closed')
      return { task, mutation }
    }

    /** Fills in the form as a browser would, changes some fields and sends it. */
    async function decide(path: string, changed: Fields): Promise<Answer> {
      return desk.post(path, { ...fieldsOf(await desk.get(path)), ...changed })
    }
  })
})

/** What the form of a decision holds, with the proposal taken as it is. */
const approval = async (page: Answer): Promise<Fields> => ({
  ...fieldsOf(page),
  version: String(page.$('input[name=version]').attr('value') ?? ''),
  decision: 'approve',
})

function fieldsOf({ $ }: Answer): Fields {
  const fields: Fields = {}
  for (const { name, value } of $('form.decide').serializeArray()) {
    if (name === 'documents') fields[name] = [...[fields[name] ?? []].flat(), value]
    else if (name !== '_csrf') fields[name] = value
  }
  return fields
}
