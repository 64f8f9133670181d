import { expect } from 'chai'
import { mutationById } from '../../db/reports/mutations.js'
import { beginEntry, fillInEntry, somebody } from './new-employee-typed.js'
import { onEachDatabase } from './portal.js'

/** What no form asks for: columns of our tables, and words of JavaScript. */
const more = {
  id: 'of-somebody-else',
  employerId: 'of-somebody-else',
  employeeId: 'of-somebody-else',
  status: 'closed',
  outcome: 'granted',
  createdBy: 'of-somebody-else',
  userId: 'of-somebody-else',
  monthlyAllowance: '99999',
  constructor: 'planted',
  toString: 'planted',
}

onEachDatabase((portal) => {
  describe('a field that no form has', () => {
    it('gets into no report, neither into its row nor into its answers', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const url = await beginEntry(hr, `/e/${employer.id}/mutations`)
      const id = String(url.split('/').at(-1))
      await fillInEntry(hr, url, somebody(), { person: more, contact: more, work: more })
      const sent = await hr.post(`${url}/check-answers`, { confirm: 'yes', ...more })
      expect(sent.status).to.equal(303)
      const mutation = await mutationById(portal.db, id)
      expect(mutation).to.include({ id, employerId: employer.id, status: 'submitted', outcome: null })
      expect(JSON.stringify(mutation?.answers)).not.to.match(/of-somebody-else|planted|99999|granted/)
    })

    it('gives nobody more rights than were chosen', async () => {
      const employer = await portal.given.employer()
      const boss = await portal.given.user({ employers: [employer.id] })
      await portal.db('mandates').where({ userId: boss.id }).update({ role: 'admin' })
      const admin = await portal.signIn(boss)
      const form = { name: 'Neu Hier', email: 'neu@muster.example', language: 'de', kind: 'staff' }
      const rights = { role: 'member', topics: ['salaries'] }
      const sent = await admin.post(`/e/${employer.id}/users/invite`, {
        ...{ ...more, mandate: '{"role":"admin"}', begunAt: '2000-01-01', byOffice: 'true' },
        ...{ ...form, ...rights },
      })
      expect(sent.status).to.equal(303)
      const [row] = await portal.db('invitations').where({ email: form.email }).orderBy('createdAt', 'desc')
      expect(row).to.include({ employerId: employer.id, role: 'employer' })
      const { begunAt, ...mandate } = JSON.parse(row.mandate)
      expect(mandate).to.deep.equal({ role: 'member', topics: 'salaries', kind: 'staff' })
      expect(begunAt).not.to.equal('2000-01-01')
    })
  })
})
