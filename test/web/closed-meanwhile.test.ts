import { expect } from 'chai'
import { mutationById } from '../../db/reports/mutations.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import type { CertificateAnswers } from '../../domain/training-certificate/answers.js'
import { overtaken } from '../db/overtaken.js'
import { asked, pupil, typedTraining } from './certificate-given.js'
import { begin, clerkWithFamily, fillIn, follow } from './family-allowance-typed.js'
import { onePagePdf } from './files.js'
import { onEachDatabase } from './portal.js'

const file = { name: 'ausweis.pdf', bytes: onePagePdf() }
const said = 'inzwischen gesendet oder abgeschlossen. Die Datei ist nicht gespeichert.'

describe('A file for a report that is sent or closed while it is on its way', () => {
  onEachDatabase((portal) => {
    afterEach(() => {
      portal.deps.db = portal.db
    })

    it('does not join the report that was sent without it, and its sender is told', async () => {
      const { hr, base, person, known } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await fillIn(hr, url, known.id)
      const mutationId = String(url.split('/').at(-1))
      portal.deps.db = overtaken(portal.db, () => hr.post(`${url}/check-answers`, { confirm: 'yes' }))
      const reply = await hr.upload(`${url}/documents`, file, { act: 'upload', wanted: 'other ', form: '0' })
      expect((await follow(hr, reply)).words).contain(said)
      expect((await mutationById(portal.db, mutationId)).status).equal('submitted')
      expect(await portal.db('documents').where({ mutationId, origin: 'upload' })).deep.equal([])
    })

    it('is no proof of a certificate whose report was closed', async () => {
      const { id: employerId } = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employerId] }))
      const { mutation } = await asked(portal, (await pupil(portal, employerId)).child.id)
      const by = { actor: 'system', at: portal.clock.now() }
      portal.deps.db = overtaken(portal.db, () =>
        portal.db.transaction((trx) => closeMutation(trx, mutation.id, 'ended', by)),
      )
      const typed = { rows: mutation.id, ...typedTraining() }
      const reply = await hr.send(`/e/${employerId}/certificates`, typed, { 'r0-file': file })
      expect((await follow(hr, reply)).words).contain(said)
      const { answers } = await mutationById(portal.db, mutation.id)
      expect((answers as CertificateAnswers).documents).deep.equal([])
      expect(await portal.db('documents').where({ mutationId: mutation.id })).deep.equal([])
    })
  })
})
