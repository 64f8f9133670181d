import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { openReceipt, receiptKeys, sealReceipt } from '../../salaries/receipt.js'

const [first, second] = [randomBytes(32), randomBytes(32)]
const receipt = {
  ...{ office: '999.000', reference: 'LM-AB12-CD34', year: 2025, releasedAt: '2026-01-20T09:00:00.000Z' },
  ...{ releasedBy: 'u1', file: 'ab'.repeat(32), persons: 2, ahv: 1, alv: 1, allowances: 0 },
}
const publicHalf = (secret: Buffer) => Buffer.from(receiptKeys(secret, []).published[0].x, 'base64url')

describe('A signed receipt', () => {
  const keys = receiptKeys(first, [])
  const { code, id } = sealReceipt(keys, receipt)

  it('opens to what was signed, also where it was copied with line ends', () => {
    expect(openReceipt(keys, code)).deep.equal({ id, receipt, code })
    expect(openReceipt(keys, ` ${code.replace(/.{40}/g, '$&\n')}`)?.receipt).deep.equal(receipt)
    expect(sealReceipt(keys, receipt).code).equal(code)
  })

  it('does not open with any one of its characters changed', () => {
    for (const at of code.split('').keys()) {
      const other = code[at] === 'A' ? 'B' : 'A'
      const changed = code.slice(0, at) + other + code.slice(at + 1)
      expect(openReceipt(keys, changed), `character ${at}`).equal(null)
    }
  })

  it('does not open when it is no receipt, says another kind of signature, or is from somebody else', () => {
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    const foreign = sealReceipt(receiptKeys(second, []), receipt).code
    const unsigned = `${none}.${code.split('.')[1]}.`
    for (const wrong of ['', '.', '..', 'a.b.c', '{}', unsigned, `${code}.x`, foreign])
      expect(openReceipt(keys, wrong)).equal(null)
  })

  it('stays valid once the key has changed, as long as its public half is kept', () => {
    const now = receiptKeys(second, [publicHalf(first)])
    expect(openReceipt(now, code)?.receipt).deep.equal(receipt)
    expect(openReceipt(receiptKeys(second, []), code)).equal(null)
    expect(now.published.map(({ current }) => current)).deep.equal([true, false])
  })
})
