import { expect } from 'chai'
import { fullName, listName, namesIn, subjectNamed } from '../../domain/names.js'

const reported = (subject: string) => ({ firstName: null, lastName: null, subject })

describe('The name of somebody whom a report is about', () => {
  it('stands with the last name first in lists, on file or not yet', () => {
    expect(listName({ firstName: 'Zoë', lastName: 'Müller' })).equal('Müller Zoë')
    const subject = subjectNamed({ firstName: 'Zoë', lastName: 'Müller' })
    expect([listName(reported(subject)), fullName(reported(subject))]).deep.equal([
      'Müller Zoë',
      'Zoë Müller',
    ])
  })

  it('may be one name only, or several', () => {
    for (const [firstName, lastName, whole] of [
      ['Zoë', '', 'Zoë'],
      ['', 'Müller', 'Müller'],
      ['Ana Lúcia', 'da Silva Costa', 'Ana Lúcia da Silva Costa'],
    ] as const)
      expect(fullName(reported(subjectNamed({ firstName, lastName })))).equal(whole)
  })

  it('stays as it was kept where first and last name were not told apart, as in a year of wages', () => {
    for (const subject of ['Zoë Müller', '2025'])
      expect([listName(reported(subject)), fullName(reported(subject))]).deep.equal([subject, subject])
    expect(namesIn('')).deep.equal({ firstName: '', lastName: '' })
  })
})
