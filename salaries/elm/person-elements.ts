import type { DeclaredPerson, Field } from '../../domain/salary-declaration/declaration.js'
import type { Part } from './elements.js'
import { segmentElements } from './segment-elements.js'
import { amountOf, dayOf, wordsOf } from './values.js'

/** Reads a value of the person that is open, and notes what cannot be read. */
export interface Values {
  amount(field: Field, text: string): number
  /** Empty where there is no such day. */
  day(field: Field, text: string): string
}

/** A person of the staff, handed over once their tag closes. */
export function personElements(
  line: () => number,
  deliver: (person: DeclaredPerson) => void,
): Part & { isOpen(): boolean } {
  let person: DeclaredPerson | null = null
  const unreadable = <V>(field: Field, text: string, instead: V): V => {
    if (person && person.unreadable.length < 100)
      person.unreadable.push({ field, place: line(), typed: wordsOf(text, 60) })
    return instead
  }
  const values: Values = {
    amount: (field, text) => amountOf(text) ?? unreadable(field, text, 0),
    day: (field, text) => dayOf(text) ?? unreadable(field, text, ''),
  }
  const segments = segmentElements(line, values)

  function ofParticulars(to: DeclaredPerson, name: string, text: string): void {
    switch (name) {
      case 'SV-AS-Number':
        to.ahvNumber = wordsOf(text, 40) || null
        break
      case 'EmployeeNumber':
        to.personnelNumber = wordsOf(text, 40)
        break
      case 'Lastname':
        to.lastName = wordsOf(text)
        break
      case 'Firstname':
        to.firstName = wordsOf(text)
        break
      case 'Sex': {
        const sex = text.trim()
        to.sex = sex === 'F' || sex === 'M' ? sex : unreadable('sex', text, null)
        break
      }
      case 'DateOfBirth':
        to.birthDate = values.day('birthDate', text) || null
        break
      case 'EntryDate':
        to.entry = values.day('entry', text) || null
        break
      case 'WithdrawalDate':
        to.exit = values.day('exit', text) || null
        break
    }
  }

  return {
    isOpen: () => person !== null,
    open(name, attributes, path) {
      if (name === 'Person') {
        person = nobody(line())
        segments.begin(person)
      } else segments.open(name, attributes, path)
    },
    close(name, text, path) {
      if (!person) return
      if (name === 'Person') {
        const whole = person
        person = null
        deliver(whole)
      } else if (segments.isOpen()) segments.close(name, text, path)
      else ofParticulars(person, name, text)
    },
  }
}

const nobody = (place: number): DeclaredPerson => ({
  place,
  ahvNumber: null,
  personnelNumber: null,
  lastName: '',
  firstName: '',
  sex: null,
  birthDate: null,
  entry: null,
  exit: null,
  reports: [],
  ahv: [],
  fak: [],
  remark: '',
  unreadable: [],
})
