import { expect } from 'chai'
import { referenceAgeOn } from '../../../domain/ahv-ages.js'
import { contributesFrom, contributionNote } from '../../../domain/new-employee/ages.js'
import {
  cardProblems,
  earliestEntry,
  latestEntry,
  personProblems,
  workProblems,
} from '../../../domain/new-employee/valid.js'
import { newcomer, onFile, work } from './people.js'

const today = '2026-11-24'
const codes = (problems: { code: string; field: string }[]) =>
  problems.map(({ code, field }) => `${field} ${code}`)

describe('A person who begins to work', () => {
  it('has an AHV number of 13 digits that begins with 756 and ends with its check digit, or none yet', () => {
    expect(personProblems(newcomer(), today)).deep.equal([])
    expect(personProblems(newcomer({ ahvNumber: undefined }), today)).deep.equal([])
    expect(codes(personProblems(newcomer({ ahvNumber: '756.9217.0769.84' }), today))).deep.equal([
      'ahvNumber ahv-number-check-digit',
    ])
    expect(codes(personProblems(newcomer({ ahvNumber: '123.4567.8901.28' }), today))).deep.equal([
      'ahvNumber ahv-number-prefix',
    ])
    expect(codes(personProblems(newcomer({ ahvNumber: '756.9217' }), today))).deep.equal([
      'ahvNumber ahv-number-length',
    ])
  })

  it('was born, and not more than a hundred years ago', () => {
    expect(codes(personProblems(newcomer({ birthDate: '2026-11-25' }), today))).deep.equal([
      'birthDate born-in-future',
    ])
    expect(codes(personProblems(newcomer({ birthDate: '1925-11-24' }), today))).deep.equal([
      'birthDate too-old',
    ])
    expect(personProblems(newcomer({ birthDate: '1925-11-25' }), today)).deep.equal([])
  })
})

describe('The first day of work', () => {
  const wrong = (changes: Parameters<typeof work>[0], birthDate = '1994-03-14') =>
    codes(workProblems(work(changes), { birthDate }, null, today))

  it('lies within five calendar years back, as contributions can be claimed (AHVG 16 I), and a year ahead', () => {
    expect([earliestEntry(today), latestEntry(today)]).deep.equal(['2021-01-01', '2027-11-24'])
    expect(wrong({ startsOn: '2021-01-01' })).deep.equal([])
    expect(wrong({ startsOn: '2020-12-31' })).deep.equal(['startsOn entry-too-old'])
    expect(wrong({ startsOn: '2027-11-24' })).deep.equal([])
    expect(wrong({ startsOn: '2027-11-25' })).deep.equal(['startsOn entry-too-far-ahead'])
  })

  it('is not before the 13th birthday', () => {
    expect(wrong({}, '2013-12-01')).deep.equal([])
    expect(wrong({}, '2013-12-02')).deep.equal(['startsOn too-young'])
  })

  it('is not after the last one', () => {
    expect(wrong({ endsOn: '2026-12-01' })).deep.equal([])
    expect(wrong({ endsOn: '2026-11-30' })).deep.equal(['endsOn ends-before-entry'])
  })

  it('of somebody who comes back is after the day they left', () => {
    const former = onFile({ employments: [{ startsOn: '2019-04-01', endsOn: '2026-11-30' }] })
    expect(workProblems(work(), newcomer(), former, today)).deep.equal([])
    expect(codes(workProblems(work({ startsOn: '2026-11-30' }), newcomer(), former, today))).deep.equal([
      'startsOn before-former-end',
    ])
  })
})

describe('The registration for the insurance card', () => {
  it('names all first names, the usual one among them', () => {
    const card = {
      allFirstNames: 'Anna Zoe',
      singleName: 'Müller',
      birthPlace: 'Wien',
      mother: 'E',
      father: 'J',
    }
    expect(cardProblems(card, newcomer())).deep.equal([])
    expect(codes(cardProblems({ ...card, allFirstNames: 'Anna' }, newcomer()))).deep.equal([
      'allFirstNames first-name-not-among',
    ])
  })
})

describe('Age and contributions', () => {
  it('begin on 1 January after the 17th birthday (AHVG 3 II a)', () => {
    expect(contributesFrom('2009-12-31')).equal('2027-01-01')
    expect(contributesFrom('2009-01-01')).equal('2027-01-01')
    expect(contributionNote({ birthDate: '2009-05-05', sex: 'male' }, '2026-12-31')).deep.equal({
      note: 'young',
      from: '2027-01-01',
    })
    expect(contributionNote({ birthDate: '2009-05-05', sex: 'male' }, '2027-01-01')).equal(null)
  })

  it('change at the reference age: 65, for women born 1961 to 1963 three months more each year after 64', () => {
    expect(referenceAgeOn('1961-05-10', 'male')).equal('2026-05-10')
    expect(referenceAgeOn('1960-05-10', 'female')).equal('2024-05-10')
    expect(referenceAgeOn('1961-05-10', 'female')).equal('2025-08-10')
    expect(referenceAgeOn('1962-05-10', 'female')).equal('2026-11-10')
    expect(referenceAgeOn('1963-05-10', 'female')).equal('2028-02-10')
    expect(referenceAgeOn('1964-05-10', 'female')).equal('2029-05-10')
    expect(contributionNote({ birthDate: '1961-05-10', sex: 'male' }, '2026-05-31')).equal(null)
    expect(contributionNote({ birthDate: '1961-05-10', sex: 'male' }, '2026-06-01')).deep.equal({
      note: 'retired',
    })
    expect(contributionNote({ birthDate: '1961-05-10', sex: 'male' }, '2026-12-01')).deep.equal({
      note: 'retired',
    })
  })
})
