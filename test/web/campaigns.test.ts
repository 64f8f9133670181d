import { expect } from 'chai'
import { finishCampaign } from '../../db/certificates/campaigns.js'
import { pupil } from './certificate-given.js'
import { errorsOn, valuesOn } from './family-allowance-typed.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

const path = '/office/campaigns'

onEachDatabase((portal) => {
  describe('campaigns of the office', () => {
    let employer: { id: string; memberNumber: string; name: string }
    let desk: Visitor

    beforeEach(async () => {
      for (const table of ['outbox', 'campaigns', 'entitlements', 'children']) await portal.db(table).delete()
      employer = (await portal.given.employer({ name: 'Aareholz AG' })) as never
      desk = await portal.signIn(
        (await portal.given.user({ role: 'caseworker', name: 'Lena Amsler' })) as never,
      )
    })

    const preview = (query: string) => desk.get(`${path}/new?${query}`)

    it('begin with a preview: who gets what, counts per employer, and nothing is opened yet', async () => {
      for (let nth = 0; nth < 3; nth++) await pupil(portal, employer.id)
      await pupil(portal, (await portal.given.employer({ name: 'Limmatpflege' })).id)
      const page = await preview('lead=30&who=all')
      expect(page.$('#preview').text()).equal('4 Kinder')
      expect(page.$('[aria-labelledby=employers] .row').first().text().replace(/\s+/g, ' ')).contain(
        'Aareholz AG',
      )
      expect(page.$('[aria-labelledby=employers] .row').first().text()).contain('3 Kinder')
      expect(page.$('[aria-labelledby=children] .row')).lengthOf(4)
      expect(page.words).contain('Nachweis bis 30. November 2026')
      expect(await portal.db('campaigns')).lengthOf(0)
    })

    it('may be for some members only, and for another lead time', async () => {
      await pupil(portal, employer.id)
      await pupil(portal, (await portal.given.employer()).id)
      const some = `who=some&members=${employer.memberNumber}`
      expect((await preview(`lead=30&${some}`)).$('#preview').text()).equal('1 Kind')
      expect((await preview(`lead=3&${some}`)).words).contain('Niemand ist zu fragen')
    })

    it('say what is wrong, and keep what was typed', async () => {
      const page = await preview('lead=0&who=some&members=99.999-9')
      expect(page.status).equal(422)
      expect(errorsOn(page)).members([
        'Geben Sie eine Zahl von 1 bis 180 Tagen ein.',
        'Diese Mitgliednummern gibt es nicht: 99.999-9. Prüfen Sie die Schreibweise.',
      ])
      expect(valuesOn(page)).include({ lead: '0', members: '99.999-9' })
      expect(errorsOn(await preview('lead=30&who=some&members='))).deep.equal([
        'Geben Sie mindestens eine Mitgliednummer ein.',
      ])
    })

    it('are opened once, however often the button is pressed, and followed on their page', async () => {
      for (let nth = 0; nth < 2; nth++) await pupil(portal, employer.id)
      const page = await preview('lead=30&who=all')
      const { id = '', ...fields } = valuesOn(page)
      const press = () => desk.post(path, { ...fields, who: 'all', id })
      const replies = [await press(), await press()]
      expect(replies.map(({ status }) => status)).deep.equal([303, 303])
      expect(replies.map(({ headers }) => headers.location)).deep.equal([`${path}/${id}`, `${path}/${id}`])
      expect(await portal.db('campaigns')).lengthOf(1)
      expect(await portal.db('outbox').where({ workflow: 'campaign' })).lengthOf(1)
      expect(await portal.db('audit').where({ action: 'campaign.open', object: id })).lengthOf(1)
      const running = await desk.get(`${path}/${id}`)
      expect(running.words).match(/Eröffnet\s*0 von 2/)
      expect(running.words).match(/Eröffnet von\s*Lena Amsler/)
      await finishCampaign(portal.db, id, { actor: 'system', at: portal.clock.now() })
      expect((await desk.get(path)).$('.row')).lengthOf(1)
    })

    it('are not for employers, and an unknown one is not there', async () => {
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      for (const address of [path, `${path}/new`, `${path}/x`])
        expect((await hr.get(address)).status).equal(404)
      expect((await desk.get(`${path}/x`)).status).equal(404)
    })
  })
})
