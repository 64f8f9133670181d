import { expect } from 'chai'
import { begin, clerkWithFamily, fillIn } from '../web/family-allowance-typed.js'
import { onEachDatabase } from '../web/portal.js'

describe('A button that is pressed fifty times at once', function () {
  this.timeout(60_000)
  onEachDatabase((portal) => {
    const fifty = <T>(press: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, press))

    it('begins one draft, and every answer leads to it', async () => {
      const { hr, base, person } = await clerkWithFamily(portal)
      const leads = await fifty(() => begin(hr, base, person.id))
      expect(new Set(leads).size).to.equal(1)
      expect(await portal.db('mutations').where({ employeeId: person.id })).to.have.length(1)
    })

    it('sends one report, and every answer leads to its receipt', async () => {
      const { hr, base, person, known } = await clerkWithFamily(portal)
      const url = await begin(hr, base, person.id)
      await fillIn(hr, url, known.id)
      const answers = await fifty(() => hr.post(`${url}/check-answers`, { confirm: 'yes' }))
      expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).to.equal(1)
      expect(answers[0]?.status).to.equal(303)
      const [row, ...more] = await portal.db('mutations').where({ employeeId: person.id })
      expect([row.status, more]).to.deep.equal(['submitted', []])
      expect(await portal.db('outbox').where({ mutationId: row.id })).to.have.length(1)
    })
  })
})
