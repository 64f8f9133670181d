import { expect } from 'chai'
import { entriesAbout } from '../../db/audit/note.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

const typed = {
  memberNumber: '83.204-5',
  name: 'Seeweg Garten AG',
  uid: 'che 109322551 mwst',
  street: 'Seeweg 2',
  zip: '8280',
  city: 'Kreuzlingen',
  canton: 'TG',
  language: 'de',
}

onEachDatabase((portal) => {
  describe('the register of members', () => {
    let desk: Visitor
    let caseworker: { id: string }

    beforeEach(async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      caseworker = user
      desk = await portal.signIn(user)
    })

    const onFile = (memberNumber: string) => portal.db('employers').where({ memberNumber }).first()

    it('takes a new member, whose page offers to invite somebody who administers its users', async () => {
      const register = await desk.get('/office/employers')
      expect(register.$('main a[href="/office/employers/new"]').text()).to.contain('Mitglied erfassen')
      const answer = await desk.post('/office/employers/new', { ...typed, memberNumber: '83.204-5' })
      const { id, ...kept } = await onFile('83.204-5')
      expect(kept).to.deep.equal({ ...typed, uid: 'CHE-109.322.551' })
      expect(answer.headers.location).to.equal(`/office/employers/${id}`)
      const page = await desk.get(`/office/employers/${id}`)
      expect(page.words).to.contain('Das Mitglied ist erfasst.').and.contain('Kreuzlingen')
      const next = page.$('main .notice a')
      expect(next.text()).to.equal('Administratorin einladen')
      const invitation = await desk.get(next.attr('href') ?? '')
      expect(invitation.$('input[name=role]:checked').attr('value')).to.equal('admin')
      const [entry] = await entriesAbout(portal.db, id)
      expect(entry).to.deep.include({ action: 'employer.register', actor: caseworker.id, employerId: id })
      expect(entry?.fields).to.contain('memberNumber').and.contain('uid')
      expect(entry?.fields).not.to.contain('Seeweg')
    })

    it('says beside each field what is wrong, and keeps what was typed', async () => {
      const wrong = { ...typed, memberNumber: '', uid: 'CHE-109.322.552', canton: 'XX' }
      const answer = await desk.post('/office/employers/new', wrong)
      expect(answer.status).to.equal(422)
      expect(answer.$('#memberNumber-error').text()).to.contain('Bitte ausfüllen')
      expect(answer.$('#uid-error').text()).to.contain('Diese UID stimmt nicht')
      expect(answer.$('#canton-error').text()).to.contain('Wählen Sie')
      expect(answer.$('[name=name]').attr('value')).to.equal('Seeweg Garten AG')
      expect(answer.$('[name=uid]').attr('value')).to.equal('CHE-109.322.552')
      expect(await portal.db('employers').where({ memberNumber: '' })).to.deep.equal([])
    })

    it('takes no number twice, and leads to the member that has it', async () => {
      const other = await portal.given.employer({ memberNumber: '11.111-1', name: 'Erste AG' })
      const own = await portal.given.employer({ name: 'Zweite AG' })
      for (const path of ['/office/employers/new', `/office/employers/${own.id}/edit`]) {
        const answer = await desk.post(path, { ...typed, memberNumber: '11.111-1' })
        expect(answer.status, path).to.equal(422)
        expect(answer.$('#memberNumber-error').text()).to.contain('Diese Nummer hat schon Erste AG.')
        expect(answer.$('main .notice a').attr('href')).to.equal(`/office/employers/${other.id}`)
      }
      expect((await onFile('11.111-1')).name).to.equal('Erste AG')
    })

    it('changes a member; the audit names the fields that changed', async () => {
      const { id } = await portal.given.employer({ ...typed, memberNumber: '22.222-2', uid: null })
      const form = await desk.get(`/office/employers/${id}/edit`)
      expect(form.$('[name=street]').attr('value')).to.equal('Seeweg 2')
      expect(form.$('[name=canton] [selected]').attr('value')).to.equal('TG')
      const now = { ...typed, memberNumber: '22.222-2', uid: '', street: 'Hafenstrasse 9', language: 'fr' }
      await desk.post(`/office/employers/${id}/edit`, now)
      expect(await onFile('22.222-2')).to.deep.equal({ ...now, uid: null, id })
      await desk.post(`/office/employers/${id}/edit`, now)
      const entries = await entriesAbout(portal.db, id)
      expect(entries.map(({ action, fields }) => [action, fields])).to.deep.equal([
        ['employer.change', 'street language'],
      ])
    })

    it('asks for no administrator where there is one, or one is invited', async () => {
      const { id } = await portal.given.employer()
      const asked = async () => (await desk.get(`/office/employers/${id}`)).$('a[href*="role=admin"]').length
      expect(await asked()).to.equal(1)
      const admin = await portal.given.user({ employers: [id] })
      expect(await asked()).to.equal(1)
      await portal.db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
      expect(await asked()).to.equal(0)
      const invited = await portal.given.employer()
      const path = `/office/employers/${invited.id}`
      const invitee = { name: 'Rita Frei', email: 'rita@seeweg.example', language: 'de', kind: 'staff' }
      await desk.post(`${path}/users/invite`, { ...invitee, role: 'admin', topics: ['personnel'] })
      expect((await desk.get(path)).$('a[href*="role=admin"]')).to.have.length(0)
    })
  })
})
