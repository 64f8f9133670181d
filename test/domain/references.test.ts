import { expect } from 'chai'
import { referenceIn } from '../../domain/references.js'

describe('A reference that somebody types', () => {
  it('is understood with dashes, spaces or neither, in capitals or not', () => {
    for (const typed of ['FZ-7K2M-Q4XT', 'fz 7k2m q4xt', ' fz7k2mq4xt ', 'FZ–7K2M–Q4XT', 'fz.7k2m.q4xt'])
      expect(referenceIn(typed), typed).to.equal('FZ-7K2M-Q4XT')
  })

  it('is understood in its three parts even where no digit is in it', () => {
    for (const typed of ['FZ-ABCD-EFGH', 'fz abcd efgh'])
      expect(referenceIn(typed), typed).to.equal('FZ-ABCD-EFGH')
  })

  it('is no name: neither in one word without a digit, nor with signs or beginnings that none has', () => {
    for (const typed of ['fzabcdefgh', 'an anna lena', 'zu abcd efgh', 'Aebi', ''])
      expect(referenceIn(typed), typed).to.equal(null)
  })
})
