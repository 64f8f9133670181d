import { expect } from 'chai'
import fc from 'fast-check'
import { findEntry } from '../../../domain/new-employee/findings.js'
import { isEmployed, lastDayOf, personMeant } from '../../../domain/new-employee/known.js'
import { isSameName, sharesWord } from '../../../domain/new-employee/names.js'
import { entry, newcomer, onFile } from './people.js'

const identity = [{ documentId: 'd1', purpose: 'identity' }]

describe('Names', () => {
  it('are the same whatever the accents, the capitals and the way umlauts are spelled', () => {
    expect(
      isSameName({ firstName: 'Zoë', lastName: 'Müller' }, { firstName: 'ZOE', lastName: 'Mueller' }),
    ).equal(true)
    expect(
      isSameName({ firstName: 'Zoë', lastName: 'Müller' }, { firstName: 'Zoë', lastName: 'Müller-Rossi' }),
    ).equal(false)
  })

  it('may be the same when they share a word: a second first name, a name after marriage', () => {
    expect(sharesWord('Müller-Rossi', 'Rossi')).equal(true)
    expect(sharesWord('Anna Maria', 'Maria')).equal(true)
    expect(sharesWord("D'Angelo", 'DAngelo')).equal(true)
    expect(sharesWord('Keller', 'Koller')).equal(false)
  })
})

describe('Who is meant among the people of an employer', () => {
  it('is the one with the number, however the name is spelled', () => {
    const file = onFile({ firstName: 'Z.', lastName: 'Müller-Rossi' })
    expect(personMeant(newcomer(), [onFile({ id: 'p2', ahvNumber: null }), file])).equal(file)
  })

  it('is the one of the same name and birthday, where one of both has no number yet', () => {
    const file = onFile({ ahvNumber: null })
    expect(personMeant(newcomer(), [file])).equal(file)
    expect(personMeant(newcomer({ ahvNumber: undefined }), [onFile()])?.id).equal('p1')
    expect(personMeant(newcomer({ birthDate: '1994-03-15' }), [file])).equal(null)
    expect(personMeant(newcomer(), [onFile({ ahvNumber: '756.1234.5678.97' })])).equal(null)
  })

  it('is employed while one employment has no end', () => {
    const spans = [
      { startsOn: '2019-04-01', endsOn: '2021-06-30' },
      { startsOn: '2015-01-01', endsOn: '2017-12-31' },
    ]
    expect(isEmployed(onFile())).equal(true)
    expect(isEmployed(onFile({ employments: spans }))).equal(false)
    expect(lastDayOf(onFile({ employments: spans }))).equal('2021-06-30')
    expect(lastDayOf(onFile({ employments: [] }))).equal(null)
    expect(lastDayOf(onFile())).equal(null)
  })
})

describe('An entry', () => {
  it('with a number nobody else bears needs nobody to look at it', () => {
    expect(findEntry(entry(), [], 'here')).deep.include({
      verdict: 'grant',
      unattended: true,
      result: { ahvNumber: '756.9217.0769.85' },
      reasons: ['number-stated'],
      missing: [],
    })
  })

  it('of a person who works for another employer as well is confirmed in the same way', () => {
    const found = findEntry(entry(), [onFile()], 'here')
    expect(found).deep.include({
      verdict: 'grant',
      unattended: true,
      reasons: ['number-stated', 'same-person'],
    })
    expect(found.known[0]?.contradictions).deep.equal([])
  })

  const contradicting = {
    birthDate: { birthDate: '1994-04-13' },
    firstName: { firstName: 'Petra' },
    lastName: { lastName: 'Keller' },
  }
  for (const [field, changes] of Object.entries(contradicting))
    it(`whose number is on file with another ${field} is looked at by the office`, () => {
      const found = findEntry(entry(), [onFile(changes)], 'here')
      expect(found).include({ verdict: 'clarify', unattended: false })
      expect(found.known[0]?.contradictions).deep.equal([field])
      expect(found.result).deep.equal({ ahvNumber: '756.9217.0769.85' })
    })

  it('is looked at when the same name and birthday are on file with another number', () => {
    const found = findEntry(entry(), [onFile({ ahvNumber: '756.1234.5678.97' })], 'here')
    expect(found).deep.include({ verdict: 'clarify', reasons: ['number-stated', 'contradiction'] })
    expect(found.known[0]?.contradictions).deep.equal(['ahvNumber'])
  })

  it('without a number goes to the office, which asks for a copy of the passport', () => {
    const none = { ahvNumber: undefined }
    expect(findEntry(entry(none), [], 'here')).deep.include({
      verdict: 'grant',
      unattended: false,
      result: { ahvNumber: null },
      reasons: ['number-missing'],
      missing: [{ purpose: 'identity' }],
    })
    expect(findEntry(entry(none, identity), [], 'here').missing).deep.equal([])
  })

  it('without a number is offered the one on file under the same name and birthday, if there is one only', () => {
    const none = entry({ ahvNumber: undefined }, identity)
    expect(findEntry(none, [onFile()], 'here')).deep.include({
      verdict: 'grant',
      unattended: false,
      result: { ahvNumber: '756.9217.0769.85' },
    })
    const two = [onFile(), onFile({ id: 'p2', ahvNumber: '756.1234.5678.97' })]
    expect(findEntry(none, two, 'here').result.ahvNumber).equal(null)
  })

  it('of somebody who comes back takes the number this employer has on file', () => {
    const back = entry({ ahvNumber: undefined })
    const former = onFile({
      employerId: 'here',
      employments: [{ startsOn: '2019-04-01', endsOn: '2021-06-30' }],
    })
    expect(findEntry(back, [former], 'here')).deep.include({
      unattended: true,
      result: { ahvNumber: '756.9217.0769.85' },
      reasons: ['number-on-file', 'same-person'],
      missing: [],
    })
  })

  it('is confirmed by itself only with a number, and never against a file', () => {
    const number = fc.constantFrom(undefined, '756.9217.0769.85', '756.1234.5678.97')
    const known = fc.record({
      id: fc.uuid(),
      employerId: fc.constantFrom('here', 'other', 'third'),
      ahvNumber: fc.constantFrom(null, '756.9217.0769.85', '756.1234.5678.97'),
      firstName: fc.constantFrom('Zoë', 'Petra'),
      lastName: fc.constantFrom('Müller', 'Keller', 'Müller-Keller'),
      birthDate: fc.constantFrom('1994-03-14', '1994-04-13'),
      employments: fc.constant<{ startsOn: string; endsOn: null }[]>([]),
    })
    fc.assert(
      fc.property(number, fc.array(known, { maxLength: 5 }), (ahvNumber, register) => {
        const found = findEntry(entry({ ahvNumber }), register, 'here')
        const bearers = register.filter((it) => it.ahvNumber && it.ahvNumber === found.result.ahvNumber)
        if (found.unattended) {
          expect(found.result.ahvNumber).a('string')
          expect(
            bearers.every((it) => it.birthDate === '1994-03-14' && sharesWord(it.firstName, 'Zoë')),
          ).equal(true)
        }
        if (ahvNumber) expect(found.result.ahvNumber).equal(ahvNumber)
        // what others have on file changes the number stated for nobody
        expect(found.known.every(({ person }) => person.ahvNumber !== null)).equal(true)
      }),
    )
  })
})
