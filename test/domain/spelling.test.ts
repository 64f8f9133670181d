import { expect } from 'chai'
import { isSameName, nameKey } from '../../domain/new-employee/names.js'
import { plainLetters, spelledOut } from '../../domain/spelling.js'
import { sexIn } from '../../salaries/excel/cells.js'

describe('A name that is written in two ways', () => {
  it('is the same with and without accents, umlauts, capitals and letters of other alphabets', () => {
    for (const [one, other] of [
      ['Müller', 'MUELLER'],
      ['Strauß', 'Strauss'],
      ['Sørensen', 'Sorensen'],
      ['Łukasz', 'Lukasz'],
      ['D’Arpa', "d'arpa"],
      ['Mu\u0308ller', 'Müller'],
    ] as const)
      expect(
        isSameName({ firstName: 'Ré', lastName: one }, { firstName: 'Re', lastName: other }),
        one,
      ).to.equal(true)
    expect(nameKey({ firstName: 'Ida', lastName: 'Muller' })).to.not.equal(
      nameKey({ firstName: 'Ida', lastName: 'Müller' }),
    )
  })

  it('has letters and umlauts that every keyboard has', () => {
    expect([plainLetters('Ýrsa Þórðardóttir'), spelledOut('Örs Ä')]).to.deep.equal([
      'yrsa thordardottir',
      'Öers Äe',
    ])
  })
})

describe('The sex in a cell', () => {
  it('is a letter or a whole word, in four languages, and nothing where the word means something else', () => {
    for (const woman of ['F', 'w', 'Frau', 'Mme', 'Mme.', 'Madame', 'femminile', 'Ms', 'female'])
      expect(sexIn(woman), woman).to.equal('F')
    for (const man of ['M', 'h', 'Herr', 'Monsieur', 'maschile', 'Mr.', 'Männlich'])
      expect(sexIn(man), man).to.equal('M')
    for (const other of ['', 'Mehrere', 'HR', 'divers', 1]) expect(sexIn(other), String(other)).to.equal(null)
  })
})
