import { expect } from 'chai'
import { entriesAbout } from '../../db/audit/note.js'
import { openDatabase } from '../../db/knex.js'
import { destroyKeys } from '../../db/person-keys.js'
import type { Gist } from '../../domain/gist.js'
import { unheard } from '../unheard.js'
import { onEachDatabase, usePortal } from './portal.js'
import { type Answer, onOneLine } from './visitor.js'

const peopleIn = ({ $ }: Answer) =>
  $('#messages .row .row__meta:first-of-type')
    .map((_, meta) => $(meta).text().split(',')[0])
    .get()
    .filter((name) => name?.includes(' '))

describe('The messages of an employer', () => {
  onEachDatabase((portal) => {
    async function mailbox() {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const messages = []
      for (const lastName of ['Aebi', 'Müller', 'Zwahlen']) {
        portal.clock.forward(1)
        const person = await portal.given.employee(employer.id, { lastName })
        const mutation = await portal.given.submitted(person)
        messages.push({ mutation, ...(await portal.given.message(mutation)) })
      }
      return { employer, user, messages, hr: await portal.signIn(user), base: `/e/${employer.id}/messages` }
    }

    it('stand in a list, the newest first, those nobody has opened in bold', async () => {
      const { hr, base, messages } = await mailbox()
      const page = await hr.get(base)
      expect(peopleIn(page)).to.deep.equal(['Luca Zwahlen', 'Luca Müller', 'Luca Aebi'])
      expect(page.$('.row.unread')).to.have.length(3)
      expect(page.$('.chips').text()).to.contain('Alle 3').and.to.contain('Ungelesen 3')
      await hr.get(`${base}/${messages[1]?.id}`)
      const after = await hr.get(base)
      expect(after.$('.row.unread')).to.have.length(2)
      expect(peopleIn(await hr.get(`${base}?show=unread`))).to.deep.equal(['Luca Zwahlen', 'Luca Aebi'])
    })

    it('are found by the person and by the reference, however it is typed', async () => {
      const { hr, base, messages } = await mailbox()
      expect(peopleIn(await hr.get(`${base}?q=mueller`))).to.deep.equal(['Luca Müller'])
      const reference = messages[2]?.mutation.reference ?? ''
      expect(peopleIn(await hr.get(`${base}?q=${reference}`))).to.deep.equal(['Luca Zwahlen'])
      const typed = reference.toLowerCase().replaceAll('-', ' ')
      expect(peopleIn(await hr.part(`${base}?q=${encodeURIComponent(typed)}`))).to.deep.equal([
        'Luca Zwahlen',
      ])
      expect((await hr.get(`${base}?q=nobody`)).words).to.contain('Keine Mitteilung gefunden')
    })
  })

  const portal = usePortal()

  async function threeMessages() {
    const employer = await portal.given.employer()
    const person = await portal.given.employee(employer.id)
    const ids: string[] = []
    for (let n = 0; n < 3; n++)
      ids.push((await portal.given.message(await portal.given.submitted(person))).id)
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    return { employer, person, ids, hr, base: `/e/${employer.id}/messages` }
  }

  it('are put away and taken back, several at once, and what is put away counts as read', async () => {
    const { hr, base, ids, employer } = await threeMessages()
    const away = await hr.post(`${base}/selected`, { message: ids.slice(0, 2), act: 'archive', from: base })
    expect(away.headers.location).to.equal(base)
    const page = await hr.get(base)
    expect(page.words).to.contain('2 Mitteilungen sind archiviert')
    expect(page.$('.row')).to.have.length(1)
    expect(page.$('.chips').text())
      .to.contain('Alle 1')
      .and.to.contain('Ungelesen 1')
      .and.to.contain('Archiv 2')
    expect((await hr.get(`/e/${employer.id}`)).$('nav .badge:not([hidden])').text()).to.equal('1')
    const archive = `${base}?show=archive`
    await hr.post(`${base}/selected`, { message: ids.slice(0, 1), act: 'restore', from: archive })
    expect((await hr.get(archive)).$('.row')).to.have.length(1)
    expect((await hr.get(base)).$('.row')).to.have.length(2)
  })

  it('are downloaded in one file, each noted as opened', async () => {
    const { hr, base, ids } = await threeMessages()
    const zip = await hr.post(`${base}/selected`, { message: ids, act: 'download', from: base })
    expect(zip.headers['content-type']).to.equal('application/zip')
    expect(zip.headers['content-disposition']).to.match(/mitteilungen-\d{4}-\d\d-\d\d\.zip/)
    for (const id of ids)
      expect((await entriesAbout(portal.db, id)).map(({ action }) => action)).to.include('message.read')
  })

  it('break off where a document does not open, and the portal serves on', async () => {
    const { hr, base, ids } = await threeMessages()
    await portal
      .db('documentBytes')
      .where({ documentId: ids[1] })
      .update({ sealed: Buffer.from([2, 1, 65]) })
    let broken: unknown
    const lost = await unheard(async () => {
      broken = await hr
        .post(`${base}/selected`, { message: ids, act: 'download', from: base })
        .catch((error) => error)
      await hr.get(base)
    })
    expect(broken).to.have.property('code', 'ECONNRESET')
    expect(lost).to.deep.equal([])
    expect((await hr.get(base)).status).to.equal(200)
  })

  it('of another employer cannot be chosen, and nothing chosen is said so', async () => {
    const { ids } = await threeMessages()
    const { hr, base } = await threeMessages()
    await hr.post(`${base}/selected`, { message: ids, act: 'archive', from: 'https://elsewhere.example' })
    expect((await hr.get(base)).words).to.contain('Wählen Sie zuerst aus')
    expect((await portal.db('messages').whereIn('id', ids).whereNotNull('archivedAt')).length).to.equal(0)
  })

  it('are all ticked by a link where no script runs', async () => {
    const { hr, base } = await threeMessages()
    expect((await hr.get(`${base}?select=all`)).$('.row__pick input[checked]')).to.have.length(3)
  })

  it('note who opened them first, and show the document in the page', async () => {
    const employer = await portal.given.employer()
    const first = await portal.given.user({ employers: [employer.id], name: 'Erste Person' })
    const second = await portal.given.user({ employers: [employer.id] })
    const person = await portal.given.employee(employer.id)
    const message = await portal.given.message(await portal.given.submitted(person))
    const path = `/e/${employer.id}/messages/${message.id}`
    const hr = await portal.signIn(first)
    expect((await hr.get(`/e/${employer.id}`)).$('nav .badge:not([hidden])').text()).to.equal('1')
    const page = await hr.get(path)
    expect(page.$('h1').text()).to.equal('Zulagenentscheid')
    const shown = page.$('object').attr('data')?.split('#')[0] ?? ''
    expect(shown).to.equal(`/e/${employer.id}/documents/${message.documentId}`)
    expect(page.$('a[download]').first().attr('href')).to.match(/\?download$/)
    expect(page.$('nav .badge:not([hidden])'), 'the menu knows already').to.have.length(0)
    expect((await hr.download(shown)).status).to.equal(200)
    await (await portal.signIn(second)).get(path)
    expect((await portal.db('messages').where({ id: message.id }).first()).readBy).to.equal(first.id)
    const readers = (await entriesAbout(portal.db, message.id)).filter(
      ({ action }) => action === 'message.read',
    )
    expect(readers.map(({ actor }) => actor)).to.deep.equal([first.id, second.id])
  })

  it('say in short what they come to, in the language of whoever reads, sealed as all words about a person', async () => {
    const employer = await portal.given.employer()
    const person = await portal.given.employee(employer.id)
    const gist: Gist = {
      ...{ result: 'granted', person: 'Luca Steiner', objectionUntil: '2027-01-08' },
      allowances: [
        { name: 'Lea Steiner', kind: 'child', rate: 24_500, from: '2026-11-01', to: '2034-01-31' },
      ],
      amounts: [{ what: 'monthly', amount: 24_500 }],
      next: [{ what: 'pay-with-wage' }],
    }
    const message = await portal.given.message(await portal.given.submitted(person), { gist })
    const path = `/e/${employer.id}/messages/${message.id}`
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    const short = async () => onOneLine((await hr.get(path)).$('section:has(#gist)').text())
    expect(await short())
      .to.contain('Der Anspruch ist bewilligt.')
      .and.contain('Kinderzulage, CHF 245.00, 1. November 2026 bis 31. Januar 2034')
      .and.contain('Zahlen Sie die Zulagen mit dem Lohn aus.')
      .and.contain('mindestens bis 8. Januar 2027')
    await hr.get('/help?lang=fr')
    expect(await short())
      .to.contain('Le droit est accordé.')
      .and.contain('au moins jusqu’au 8 janvier 2027')
    const bare = openDatabase(portal.deps.config.databaseUrl)
    const [row] = await bare('messages').where({ id: message.id }).select('gist')
    await bare.destroy()
    expect(row.gist).not.to.contain('Lea')
    await portal.db.transaction((trx) => destroyKeys(trx, [person.id]))
    expect(await short()).to.equal('')
  })

  it('from before show their document alone', async () => {
    const { hr, base, ids } = await threeMessages()
    const page = await hr.get(`${base}/${ids[0]}`)
    expect([page.$('#gist').length, page.$('object').length]).to.deep.equal([0, 1])
  })

  it('are announced where there are none yet', async () => {
    const employer = await portal.given.employer()
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    expect((await hr.get(`/e/${employer.id}/messages`)).words).to.contain('Noch keine Mitteilungen')
  })
})
