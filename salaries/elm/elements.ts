import type { Closing, Opening } from '../../domain/salary-declaration/declaration.js'
import { refuse } from '../refused.js'
import { companyElements } from './company-elements.js'
import { checkNamespaces, isFamiliar } from './namespaces.js'
import { personElements } from './person-elements.js'
import type { Listener } from './read.js'
import { wordsOf } from './values.js'

/** What the tags of a declaration mean, by their local names: prefixes and namespaces differ from version to version. */
export interface Elements {
  open(name: string, attributes: Record<string, string>): void
  text(text: string): void
  close(): void
  /** Whether any element has been seen. */
  begun(): boolean
  closing(): Closing
}

/** What a part of the declaration makes of its tags. */
export interface Part {
  open(name: string, attributes: Record<string, string>, path: string[]): void
  close(name: string, text: string, path: string[]): void
}

const wrappers = ['Envelope', 'DeclareSalaryConsumer', 'DeclareSalary']
const deepest = 60
/** The longest text of an element that is looked at, in characters. */
const longest = 2000

export function beginElements(listener: Listener, line: () => number): Elements {
  const path: string[] = []
  const opening: Opening = { version: null, unfamiliar: true, company: '', uid: null, test: false, replaces: null } // biome-ignore format: a blank
  let [isDeclaration, isOpened] = [false, false]
  let text = ''
  const company = companyElements(opening, line)
  const persons = personElements(line, (person) => {
    announce()
    listener.person(person)
  })
  const announce = () => {
    if (!isOpened) listener.opening(opening)
    isOpened = true
  }

  return {
    open(qualified, attributes) {
      const name = qualified.slice(qualified.indexOf(':') + 1)
      if (name.startsWith('DeclareMonthTotal')) throw refuse('month-totals', line())
      if (path.length === 0 && !wrappers.includes(name))
        throw refuse('not-elm', line(), { root: wordsOf(name, 60) })
      if (path.length >= deepest) throw refuse('too-deep', line())
      if (name === 'DeclareSalary') isDeclaration = true
      if (checkNamespaces(attributes, line())) opening.unfamiliar = !isFamiliar(attributes)
      path.push(name)
      text = ''
      if (name === 'Person' || persons.isOpen()) persons.open(name, attributes, path)
      else company.open(name, attributes, path)
    },
    text(more) {
      if (text.length < longest) text += more
    },
    close() {
      const name = path.pop() ?? ''
      if (persons.isOpen()) persons.close(name, text, path)
      else company.close(name, text, path)
      text = ''
    },
    begun: () => path.length > 0 || isDeclaration,
    closing() {
      if (!isDeclaration) throw refuse('not-elm', line(), { root: '–' })
      announce()
      return company.closing()
    },
  }
}
