import { expect } from 'chai'
import type { Knex } from 'knex'
import {
  carryOut,
  circumstancesOf,
  entitlementsOf,
  putChildOnFile,
} from '../../db/allowances/entitlements.js'
import type { Mutation } from '../../db/reports/mutations.js'
import type { ChildAnswers } from '../../domain/family-allowance/answers.js'
import type { ProposalLine } from '../../domain/family-allowance/proposal.js'
import { forEachDatabase } from './databases.js'
import { child, submitted } from './rows.js'

describe('An entitlement', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const onFile = async () => {
      const mutation = await submitted(db)
      return { mutation, childId: await child(db, mutation.employerId, mutation.employeeId) }
    }
    const carry = (mutation: Mutation, childId: string, change: Partial<ProposalLine>, nth = 0) =>
      db.transaction((trx) => carryOut(trx, mutation, childId, line(change), nth))

    it('is written once, also by a decision that is carried out twice', async () => {
      const { mutation, childId } = await onFile()
      for (let i = 0; i < 2; i++) await carry(mutation, childId, {})
      const [granted, ...more] = await entitlementsOf(db, mutation.employeeId)
      expect(more).to.deep.equal([])
      expect(granted).to.include({
        childId,
        mutationId: mutation.id,
        kind: 'child',
        canton: 'SG',
        rate: 24_500,
      })
      expect(granted).to.include({ startsOn: '2026-11-01', endsOn: '2035-02-28', provenUntil: null })
    })

    it('gets its last day from a line that ends it, and who ended it', async () => {
      const { mutation, childId } = await onFile()
      await carry(mutation, childId, {})
      const id = `${mutation.id}/c1/child/0`
      for (let i = 0; i < 2; i++) await carry(mutation, childId, { ends: id, to: '2026-12-31' })
      const [ended, ...more] = await entitlementsOf(db, mutation.employeeId)
      expect(more).to.deep.equal([])
      expect(ended).to.include({ id, endsOn: '2026-12-31', endedBy: mutation.id })
    })

    it('of another employee is not ended by a line that names it', async () => {
      const [own, other] = [await onFile(), await onFile()]
      await carry(other.mutation, other.childId, {})
      await carry(own.mutation, own.childId, { ends: `${other.mutation.id}/c1/child/0`, to: '2026-12-31' })
      const [untouched] = await entitlementsOf(db, other.mutation.employeeId)
      expect(untouched).to.include({ endsOn: '2035-02-28' })
    })

    it('that was replaced before it began is not shown', async () => {
      const { mutation, childId } = await onFile()
      await carry(mutation, childId, {})
      await carry(mutation, childId, { ends: `${mutation.id}/c1/child/0`, to: '2026-10-31' })
      expect(await entitlementsOf(db, mutation.employeeId)).to.deep.equal([])
    })

    it('shows to the office that somebody else draws for the same child', async () => {
      const [own, other] = [await onFile(), await onFile()]
      const ahvNumber = '756.9217.0769.85'
      await db('children').where({ id: other.childId }).update({ ahvNumber })
      await carry(other.mutation, other.childId, {})
      const answers = { ...own.mutation, answers: { employment: {}, children: [{ ...lia, ahvNumber }] } }
      const { elsewhere, onFile: filed } = await circumstancesOf(db, answers, '2026-11-23', 'per-day')
      expect(elsewhere).to.deep.equal([{ ahvNumber, kind: 'child', from: '2026-11-01', to: '2035-02-28' }])
      expect(filed).to.deep.equal([])
    })
  })
})

describe('A child of a report', () => {
  forEachDatabase((open) => {
    it('is put on file once; one the office knows stays the one it is', async () => {
      const db = open()
      const mutation = await submitted(db)
      const put = (reported: ChildAnswers) => db.transaction((trx) => putChildOnFile(trx, mutation, reported))
      expect([await put(lia), await put(lia)]).to.deep.equal([`${mutation.id}/c1`, `${mutation.id}/c1`])
      expect(await put({ ...lia, key: 'known', childId: 'known' })).to.equal('known')
      const rows = await db('children').where({ employeeId: mutation.employeeId })
      expect(rows.map((row) => [row.firstName, row.birthDate])).to.deep.equal([['Lia', '2019-02-03']])
    })
  })
})

const lia: ChildAnswers = {
  key: 'c1',
  firstName: 'Lia',
  lastName: 'Testa',
  birthDate: '2019-02-03',
  sex: 'female',
  relation: 'own',
  residenceCountry: 'CH',
  residenceCanton: 'SG',
  livesWith: 'both',
  authority: 'joint',
  incapable: false,
  kinds: ['child'],
}

const line = (change: Partial<ProposalLine>): ProposalLine => ({
  childKey: 'c1',
  kind: 'child',
  granted: 'yes',
  difference: false,
  canton: 'SG',
  rate: 24_500,
  from: '2026-11-01',
  to: '2035-02-28',
  provenUntil: null,
  reasons: [],
  partMonths: [],
  ...change,
})
