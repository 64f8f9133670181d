import { expect } from 'chai'
import { network } from '../../web/sign-in/limits.js'

describe('Who tries too often', () => {
  it('is counted by address, and on IPv6 by the network that one subscriber has', () => {
    expect([network('192.0.2.7'), network('::ffff:192.0.2.7')]).to.deep.equal([
      '192.0.2.7',
      '::ffff:192.0.2.7',
    ])
    const same = (one: string, other: string) => network(one) === network(other)
    expect(same('2001:db8:1::1', '2001:db8:1:12::9')).to.equal(true)
    expect(same('2001:db8:1::1', '2001:0db8:0001:0000:ffff::2')).to.equal(true)
    expect(same('2001:db8:1::1', '2001:db8:2::1')).to.equal(false)
    expect(same('2001:db8:1:100::1', '2001:db8:1:200::1')).to.equal(false)
    expect(same('::ab12', '::cd34')).to.equal(true)
  })
})
