import { expect } from 'chai'
import type { Knex } from 'knex'
import { createActivities } from '../../activities/index.js'
import { createMailer } from '../../activities/mailer.js'
import { readConfig } from '../../config.js'
import { mutationById } from '../../db/reports/mutations.js'
import { findTask } from '../../db/tasks/tasks.js'
import { timelineOf } from '../../db/timeline/timeline.js'
import { reviewDueOn } from '../../domain/review-term.js'
import { forEachDatabase, testVault } from '../db/databases.js'
import { givenEmployee, submitted } from './case.js'

describe('The last day of a review', () => {
  it('is so many working days ahead, without the holidays of the canton of the office', () => {
    expect(reviewDueOn('2026-12-21', { days: 4, canton: 'SG' })).equal('2026-12-28')
    expect(reviewDueOn('2027-10-29', { days: 1, canton: 'SG' })).equal('2027-11-02')
    expect(reviewDueOn('2027-10-29', { days: 1, canton: 'ZH' })).equal('2027-11-01')
  })

  forEachDatabase((open) => {
    let db: Knex
    let id: string
    const config = readConfig({})

    beforeEach(async () => {
      db = open()
      id = await submitted(db, await givenEmployee(db))
      await db('mutations').where({ id }).update({ submittedAt: '2026-12-21T09:00:00.000Z' })
    })

    it('leaves Christmas and New Year out for the task at the desk', async () => {
      const mailer = createMailer(db, config.mail, 'localhost')
      const courier = { wake() {} }
      const activities = createActivities({ db, config, vault: testVault, signer: null, mailer, courier })
      await activities.openTask(id, 'review', 1, '2026-12-21T09:00:00.000Z')
      expect(await findTask(db, `${id}/review/1`)).include({ dueOn: '2027-01-06' })
    })

    it('is the same in what is promised to the employer', async () => {
      const term = { days: 10, canton: config.office.canton }
      const events = await timelineOf(db, await mutationById(db, id), term)
      expect(events.find(({ event }) => event === 'review')?.dueOn).equal('2027-01-06')
    })
  })
})
