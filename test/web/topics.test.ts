import { expect } from 'chai'
import { type MutationKind, mutationKinds } from '../../domain/kinds.js'
import type { Topic } from '../../domain/topics.js'
import type { Journey } from '../../web/mutations/journey.js'
import { journeys } from '../../web/mutations/journeys.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

const topics: Topic[] = ['personnel', 'salaries', 'finance']

/** Written down here once more: the test must not ask the code that it tests. */
const topicOf = (kind: MutationKind): Topic => (kind === 'salary-declaration' ? 'salaries' : 'personnel')

/** Who reads a message of the office, by its kind; one about a report otherwise by that. */
const readers: Record<string, Topic[]> = {
  'personnel-notice': ['personnel'],
  'salaries-notice': ['salaries'],
  'finance-notice': ['finance'],
  'general-notice': topics,
}

describe('A mandate with one topic alone', function () {
  this.timeout(120_000)
  onEachDatabase((portal) => {
    const visitors = new Map<Topic, Visitor>()
    const reports: { id: string; kind: MutationKind; task: string; paper: string }[] = []
    const messages: { id: string; of: string; readBy: Topic[]; document: string | null }[] = []
    let base = ''
    let employerId = ''

    async function report(kind: MutationKind, status: 'draft' | 'submitted') {
      const person = await portal.given.employee(employerId, { lastName: `Muster ${kind}` })
      const mutation = await (status === 'draft'
        ? portal.given.draft(person, journeys[kind].begin(''))
        : portal.given.submitted(person))
      const task = status === 'submitted' ? (await portal.given.task(mutation)).id : ''
      const about = { mutationId: mutation.id, origin: 'upload', purpose: 'proof', name: 'Beleg.pdf' }
      const paper = await portal.given.document(person, about)
      const nobody = (journeys[kind] as Journey).subject && { employeeId: null, subject: 'Muster' }
      await portal
        .db('mutations')
        .where({ id: mutation.id })
        .update({ kind, ...nobody })
      return { mutation, kind, task, paper: paper.id }
    }

    before(async () => {
      employerId = (await portal.given.employer()).id
      base = `/e/${employerId}`
      for (const topic of topics) {
        const account = await portal.given.user({ employers: [employerId] })
        await portal.db('mandates').where({ userId: account.id }).update({ topics: topic })
        visitors.set(topic, await portal.signIn(account))
      }
      for (const kind of mutationKinds) {
        const draft = await report(kind, 'draft')
        const sent = await report(kind, 'submitted')
        reports.push({ ...draft, id: draft.mutation.id, task: sent.task })
        const letter = kind === 'salary-declaration' ? `${kind}-reminder` : 'family-allowance-decision'
        const message = await portal.given.message(sent.mutation, { kind: letter })
        messages.push({ id: message.id, of: kind, readBy: [topicOf(kind)], document: message.documentId })
        if (kind !== 'salary-declaration') continue
        const { mutation } = await report(kind, 'submitted')
        const stated = await portal.given.message(mutation, { kind: 'salary-declaration-statement' })
        const readBy: Topic[] = ['salaries', 'finance']
        messages.push({ id: stated.id, of: 'statement', readBy, document: stated.documentId })
      }
      for (const [kind, readBy] of Object.entries(readers)) {
        const mailing = { id: kind, topic: kind.split('-')[0], subject: `Hinweis ${kind}`, text: 'Guten Tag' }
        await portal.db('mailings').insert({
          ...{
            ...mailing,
            status: 'done',
            audience: '{}',
            createdBy: 'clerk',
            savedAt: portal.clock.now(),
          },
        })
        const id = `${kind}/${employerId}`
        const row = { id, employerId, kind, mailingId: kind, createdAt: portal.clock.now() }
        await portal.db('messages').insert(row)
        messages.push({ id, of: kind, readBy, document: null })
      }
    })

    /** Whether somebody may open an address, or the status it is refused with; the samples hold too little to be shown whole. */
    const answerOf = async (visitor: Visitor, path: string) => {
      const { status } = await visitor.get(`${base}/${path}`)
      return status === 403 || status === 404 ? status : 'open'
    }

    for (const topic of topics) {
      const visitor = () => visitors.get(topic) as Visitor
      // who has neither of both parts of the portal in which one reports is told that the right is missing
      const closed = topic === 'finance' ? 403 : 404

      it(`${topic}: opens and begins reports of its kinds, and no other`, async () => {
        for (const { id, kind } of reports) {
          const expected = topicOf(kind) === topic ? 'open' : closed
          for (const path of ['', '/delete', '/check-answers'])
            expect(await answerOf(visitor(), `mutations/${id}${path}`), kind + path).to.equal(expected)
          if (topicOf(kind) === topic) continue
          const begun = await visitor().post(`${base}/mutations`, { kind })
          expect(begun.status, kind).to.equal(closed)
          expect((await visitor().post(`${base}/mutations/${id}/request`)).status, kind).to.equal(closed)
        }
      })

      it(`${topic}: opens and answers tasks of its kinds, and no other`, async () => {
        for (const { task, kind } of reports) {
          const isOpen = topicOf(kind) === topic
          expect(await answerOf(visitor(), `tasks/${task}`), kind).to.equal(isOpen ? 'open' : closed)
          if (!isOpen) expect((await visitor().post(`${base}/tasks/${task}`)).status, kind).to.equal(closed)
        }
      })

      it(`${topic}: hands on none of the others' tasks, and learns of none that way`, async () => {
        const ids = (own: boolean) =>
          reports.filter(({ kind }) => (topicOf(kind) === topic) === own).map(({ task }) => task)
        const ask = [...ids(false), ...ids(true)].map((id) => `task=${id}`).join('&')
        const page = await visitor().get(`${base}/tasks/delegate?${ask}`)
        expect(page.status).to.equal(topic === 'finance' ? 403 : 200)
        expect(page.$('#chosen').closest('.card').find('.row')).to.have.length(ids(true).length)
        const { id: claimedBy } = await portal.given.user()
        await portal.db('tasks').whereIn('id', ids(false)).update({ claimedBy })
        const given = await visitor().post(`${base}/tasks/delegate`, { task: ids(false), to: 'all' })
        expect(given.status).to.equal(closed)
        expect(await portal.db('tasks').where({ claimedBy }).pluck('id')).to.have.members(ids(false))
        expect((await visitor().get(`${base}/tasks/delegated?task=${ids(false)[0]}`)).status).to.equal(closed)
      })

      it(`${topic}: reads the messages that concern it, and their documents`, async () => {
        for (const { id, of, readBy, document } of messages) {
          const expected = readBy.includes(topic) ? 'open' : 404
          expect(await answerOf(visitor(), `messages/${id}`), of).to.equal(expected)
          if (document) expect(await answerOf(visitor(), `documents/${document}`), of).to.equal(expected)
        }
      })

      it(`${topic}: reads the papers of its reports alone`, async () => {
        for (const { paper, kind } of reports)
          expect(await answerOf(visitor(), `documents/${paper}`), kind).to.equal(
            topicOf(kind) === topic ? 'open' : 404,
          )
      })

      it(`${topic}: puts away and takes along no message of others`, async () => {
        const theirs = messages.filter(({ readBy }) => !readBy.includes(topic)).map(({ id }) => id)
        const from = `${base}/messages`
        await visitor().post(`${from}/selected`, { message: theirs, act: 'archive', from })
        expect(await portal.db('messages').whereIn('id', theirs).whereNotNull('archivedAt')).to.deep.equal([])
      })

      it(`${topic}: stars nothing that it cannot open`, async () => {
        const star = async (kind: string, target: string) =>
          (await visitor().post(`${base}/favourites`, { kind, target, on: '1' })).status
        for (const { id, readBy, of } of messages)
          expect(await star('message', id), of).to.equal(readBy.includes(topic) ? 303 : 404)
        for (const { id, kind } of reports)
          if (topicOf(kind) !== topic) expect(await star('mutation', id), kind).to.equal(404)
      })

      it(`${topic}: is shown nothing that it cannot open, and all that it can`, async () => {
        const shown = new Set<string>()
        for (const path of ['', '/tasks', '/tasks?show=drafts', '/mutations', '/messages', '/search']) {
          if (path === '/search') await visitor().post(`${base}/search`, { q: 'Muster' })
          const page = await visitor().get(base + path)
          if (page.status === 403) continue
          for (const link of page.$('main a[href]').toArray())
            shown.add(link.attribs.href?.split('?')[0] ?? '')
        }
        const things = [...shown].filter((it) => /\/(messages|tasks|mutations)\/[^/]+(\/|$)/.test(it))
        for (const href of things.filter((it) => !it.includes('/export.')))
          expect(await answerOf(visitor(), href.slice(base.length + 1)), href).to.equal('open')
        for (const { id, readBy } of messages)
          expect(shown.has(`${base}/messages/${id}`), id).to.equal(readBy.includes(topic))
        for (const { id, task, kind } of reports) {
          expect(shown.has(`${base}/mutations/${id}`), kind).to.equal(topicOf(kind) === topic)
          expect(shown.has(`${base}/tasks/${task}`), kind).to.equal(topicOf(kind) === topic)
        }
      })
    }

    it('is counted in the menu and told by an open page what is its own', async () => {
      const counts = async (topic: Topic) => {
        const { badges } = (await visitors.get(topic)?.get(`${base}/live?n=`))?.body ?? {}
        return Object.fromEntries(badges.map(({ key, count }: Record<string, string>) => [key, count]))
      }
      const personnel = await counts('personnel')
      const salaries = await counts('salaries')
      expect(Number(salaries.tasks)).to.equal(3)
      expect(Number(personnel.tasks)).to.equal(14)
    })
  })
})
