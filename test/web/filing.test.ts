import { expect } from 'chai'
import { entriesAbout } from '../../db/audit/note.js'
import { bytesOf, documentsOf } from '../../db/reports/documents.js'
import { answers } from '../domain/family-allowance/facts.js'
import { jpeg, onePagePdf, program } from './files.js'
import { onEachDatabase } from './portal.js'

onEachDatabase((portal) => {
  describe('paper post', () => {
    async function reported() {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const person = await portal.given.employee(employer.id)
      const mutation = await portal.given.submitted(person, answers({}), user.id)
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker', name: 'Nora Wyss' }))
      const hr = await portal.signIn(user)
      const paths = {
        office: `/office/mutations/${mutation.id}`,
        employer: `/e/${employer.id}/mutations/${mutation.id}`,
        person: `/e/${employer.id}/employees/${person.id}`,
        documents: `/e/${employer.id}/documents`,
      }
      return { employer, person, mutation, desk, hr, paths }
    }
    const scan = (name: string, bytes = onePagePdf()) => ({ name, bytes })

    it('is filed with a report, several files at once, sealed, in the audit and in the timeline', async () => {
      const { desk, mutation, paths } = await reported()
      const page = await desk.get(paths.office)
      const form = page.$('#filing form')
      expect(form.attr('action')).equal(`${paths.office}/documents`)
      expect(form.attr('enctype')).equal('multipart/form-data')
      expect(form.find('input[type=file]').attr('multiple')).not.equal(undefined)
      expect(page.$('#filing option').text()).contain('Geburtsurkunde').and.contain('Anderes Dokument')
      const files = { a: scan('Scan 1.pdf'), b: scan('Scan 2.jpg', jpeg()) }
      const filed = await desk.send(`${paths.office}/documents`, { title: 'Arztzeugnis' }, files)
      expect(filed.headers.location).equal(`${paths.office}#filing`)
      const kept = await documentsOf(portal.db, mutation.id)
      kept.sort((a, b) => (a.name < b.name ? -1 : 1)) // both came at the same moment
      expect(kept.map(({ name }) => name)).deep.equal(['Arztzeugnis 1.pdf', 'Arztzeugnis 2.jpg'])
      expect(kept[0]).include({ origin: 'filed', purpose: 'other', forOffice: 1 })
      const shown = await desk.get(paths.office)
      expect(shown.words).contain('2 Dokumente sind abgelegt.')
      expect(shown.words).contain('Abgelegt: Arztzeugnis 1.pdf').and.contain('Nora Wyss')
      const href = String(shown.$('#filing a:contains("Arztzeugnis 2")').attr('href'))
      const read = await desk.download(href)
      expect(Buffer.compare(read.body, await bytesOf(portal.db, kept[1] as never))).equal(0)
      expect(read.headers['content-disposition']).contain('inline')
      const [entry] = await entriesAbout(portal.db, String(kept[0]?.id))
      expect(entry).include({ action: 'document.store', employerId: null, fields: '' })
    })

    it('is called by what it proves, and stands beside the proposal of a review', async () => {
      const { desk, mutation, paths } = await reported()
      const task = await portal.given.task(mutation, { side: 'fund' })
      await desk.upload(`${paths.office}/documents`, scan('IMG_1.pdf'), { purpose: 'birth-certificate' })
      const review = await desk.get(`/office/tasks/${task.id}`)
      expect(review.$('.review__tabs').text()).match(/Geburtsurkunde[^.]*\.pdf/)
    })

    it('is not shown to the employer, nor in its audit, unless the caseworker says so', async () => {
      const { employer, desk, hr, mutation, paths } = await reported()
      await desk.upload(`${paths.office}/documents`, scan('Brief.pdf'), { title: 'Brief der Mutter' })
      const [secret] = await documentsOf(portal.db, mutation.id)
      await desk.get(`/office/documents/${secret?.id}`)
      for (const path of [paths.employer, paths.person, `${paths.employer}/history.csv`])
        expect((await hr.get(path)).text, path).not.contain('Brief der Mutter')
      expect((await hr.get(`${paths.documents}/${secret?.id}`)).status).equal(404)
      expect((await hr.get(`/office/documents/${secret?.id}`)).status).equal(404)
      const told = await portal.db('audit').where({ employerId: employer.id, object: secret?.id })
      expect(told).deep.equal([])
      const open = { title: 'Lohnausweis', shown: 'yes' }
      await desk.upload(`${paths.office}/documents`, scan('Brief 2.pdf'), open)
      const page = await hr.get(paths.employer)
      expect(page.words).contain('Von der Ausgleichskasse abgelegt: Lohnausweis.pdf')
      const link = String(page.$('.timeline a[href*="/documents/"]').attr('href'))
      expect((await hr.get(link)).status).equal(200)
      expect((await hr.get(paths.person)).words).contain('Lohnausweis.pdf')
    })

    it('is refused when it is no paper, and what was right beside it is kept', async () => {
      const { desk, mutation, paths } = await reported()
      const files = { a: scan('gut.pdf'), b: scan('schlecht.pdf', program()) }
      const refused = await desk.send(`${paths.office}/documents`, { title: 'Ausweis', shown: 'yes' }, files)
      expect(refused.status).equal(422)
      expect(refused.$('#file-error').text()).contain('schlecht.pdf')
      expect(refused.$('#title').val()).equal('Ausweis')
      expect(refused.$('#shown').attr('checked')).not.equal(undefined)
      expect(await documentsOf(portal.db, mutation.id)).lengthOf(1)
      const none = await desk.upload(`${paths.office}/documents`, null)
      expect(none.status).equal(422)
    })

    it('is filed by nobody but the office, and not with a draft', async () => {
      const { desk, hr, person, mutation, paths } = await reported()
      const stranger = await portal.signIn(await portal.given.user({ employers: [person.employerId] }))
      for (const who of [hr, stranger])
        expect((await who.upload(`${paths.office}/documents`, scan('x.pdf'))).status).equal(404)
      const admin = await portal.signIn(await portal.given.user({ role: 'admin' }))
      expect((await admin.upload(`${paths.office}/documents`, scan('x.pdf'))).status).oneOf([403, 404])
      const draft = await portal.given.draft(person)
      expect((await desk.upload(`/office/mutations/${draft.id}/documents`, scan('x.pdf'))).status).equal(404)
      expect(await documentsOf(portal.db, mutation.id)).lengthOf(0)
    })
  })
})
