import { expect } from 'chai'
import { ahvNumberProblem, maskAhvNumber, normaliseAhvNumber } from '../../domain/ahv-number.js'
import { mutationKinds } from '../../domain/kinds.js'
import { referenceFor } from '../../domain/references.js'
import { normaliseUid } from '../../domain/uid.js'

describe('AHV numbers', () => {
  for (const number of ['756.1234.5678.97', '756.9217.0769.85', '756.9876.5432.17']) {
    it(`takes ${number} with dots, with spaces and without either`, () => {
      const digits = number.replaceAll('.', '')
      const typed = [number, digits, number.replaceAll('.', ' '), ` ${number} `, number.replaceAll('.', '-')]
      expect(typed.map(normaliseAhvNumber)).deep.equal(typed.map(() => number))
    })

    it(`refuses ${number} as soon as any one digit differs`, () => {
      for (let at = 0; at < number.length; at++) {
        const digit = number.charAt(at)
        if (digit === '.') continue
        const other = number.slice(0, at) + ((Number(digit) + 1) % 10) + number.slice(at + 1)
        expect(normaliseAhvNumber(other), other).equal(null)
      }
    })
  }

  it('says first that the length is wrong, then the country, then the check digit', () => {
    expect(ahvNumberProblem('756.1234.5678.9')).equal('length')
    expect(ahvNumberProblem('756.1234.5678.970')).equal('length')
    expect(ahvNumberProblem('')).equal('length')
    expect(ahvNumberProblem('756.1234.5678.9x')).equal('length')
    expect(ahvNumberProblem('756.1234.5678.96')).equal('check-digit')
    expect(ahvNumberProblem('756.1234.5678.97')).equal(null)
  })

  it('refuses a number of another country even if its check digit is right', () => {
    expect(ahvNumberProblem('123.4567.8901.28')).equal('prefix')
  })

  it('hides all but the last two digits', () => {
    expect(maskAhvNumber('7569217076985')).equal('756.••••.••••.85')
    expect(maskAhvNumber('nothing of the kind')).equal('•••.••••.••••.••')
  })
})

describe('UID numbers', () => {
  for (const uid of [
    'CHE-109.322.551',
    'CHE-123.456.788',
    'CHE-111.222.338',
    'CHE-100.155.212',
    'CHE-900.000.016',
  ]) {
    it(`takes ${uid}, and refuses it with another check digit`, () => {
      expect(normaliseUid(uid)).equal(uid)
      expect(normaliseUid(`${uid.toLowerCase().replace(/[-.]/g, ' ')} MWST`)).equal(uid)
      for (let other = 0; other < 10; other++) {
        const changed = uid.slice(0, -1) + other
        expect(normaliseUid(changed)).equal(changed === uid ? uid : null)
      }
    })
  }

  it('refuses every number whose check digit would have to be ten', () => {
    // 2 times 6 leaves a remainder of 1, and 11 less 1 is no digit
    for (let last = 0; last < 10; last++) expect(normaliseUid(`CHE-000.002.00${last}`)).equal(null)
  })

  it('refuses what is no UID', () => {
    for (const text of ['', 'CHE', '109.322.551', 'CHE-109.322.55', 'CHE-109.322.5511', 'DE-109.322.551']) {
      expect(normaliseUid(text), text).equal(null)
    }
  })
})

describe('references', () => {
  it('are two groups of four signs that nobody confuses', () => {
    for (let byte = 0; byte < 256; byte++) {
      const reference = referenceFor('family-allowance', new Uint8Array(8).fill(byte))
      expect(reference).match(/^FZ-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    }
  })

  it('use every sign equally often', () => {
    const drawn = Array.from({ length: 32 }, (_, i) => Uint8Array.from({ length: 8 }, (_, k) => i * 8 + k))
    const signs = drawn
      .map((bytes) => referenceFor('family-allowance', bytes).slice(3).replace('-', ''))
      .join('')
    const counts = new Map([...signs].map((sign) => [sign, signs.split(sign).length - 1]))
    expect([...counts.values()]).deep.equal(Array(32).fill(8))
  })

  it('exist for every kind of mutation, each with its own prefix', () => {
    const prefixes = mutationKinds.map((kind) => referenceFor(kind, new Uint8Array(8)).split('-')[0])
    expect(new Set(prefixes).size).equal(mutationKinds.length)
  })

  it('are refused with too little chance', () => {
    expect(() => referenceFor('family-allowance', new Uint8Array(7))).throw(RangeError)
  })
})
