import { expect } from 'chai'
import { canTakeCodes, hiddenPhone, normalisePhone } from '../../domain/phone.js'

describe('A telephone number', () => {
  it('is read as people write it', () => {
    for (const typed of ['079 123 45 67', '+41 79 123 45 67', '0041 (0)79 123-45-67', '079/123.45.67'])
      expect(normalisePhone(typed), typed).to.equal('+41791234567')
    for (const typed of ['', 'abc', '123', '+0 1', '079 123 45 67 x', '+411234567890123456'])
      expect(normalisePhone(typed), typed).to.equal(null)
  })

  it('takes codes if it is a mobile of an allowed country', () => {
    const allowed = ['+41', '+423']
    for (const number of ['+41741234567', '+41791234567', '+4236601234', '+423660123456'])
      expect(canTakeCodes(number, allowed), number).to.equal(true)
    for (const number of ['+41711234567', '+41900123456', '+41441234567', '+4232361234', '+4915112345678'])
      expect(canTakeCodes(number, allowed), number).to.equal(false)
    expect(canTakeCodes('+4915112345678', ['+49'])).to.equal(true)
  })

  it('shows its end only', () => {
    expect(hiddenPhone('+41791234567')).to.equal('••• 67')
  })
})
