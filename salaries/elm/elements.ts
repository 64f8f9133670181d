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

/** The attributes of most tags. */
export const none: Record<string, string> = {}

const wrappers = ['Envelope', 'DeclareSalaryConsumer', 'DeclareSalary']
const deepest = 60
/** The standard has a few hundred. */
const mostTags = 2000

/** As the name of a property a text is no slice of the file any more, and is compared at a glance. */
const kept = (text: string): string => Object.keys({ [text]: true })[0] ?? text

/** The name of a tag without its prefix, and the tag that came after it the last time. */
interface Tag {
  qualified: string
  name: string
  next: Tag | null
}

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

  const tags = new Map<string, Tag>()
  let tag: Tag = { qualified: '', name: '', next: null }
  const learn = (qualified: string): Tag => {
    const name = qualified.slice(qualified.indexOf(':') + 1)
    if (name.startsWith('DeclareMonthTotal')) throw refuse('month-totals', line())
    const learned = { qualified: kept(qualified), name: kept(name), next: null }
    if (tags.size < mostTags) tags.set(learned.qualified, learned)
    return learned
  }
  /** What came after a tag the last time mostly comes again: one look instead of a search. */
  const nameOf = (qualified: string): string => {
    if (tag.next?.qualified !== qualified) tag.next = tags.get(qualified) ?? learn(qualified)
    tag = tag.next
    return tag.name
  }

  return {
    open(qualified, attributes) {
      const name = nameOf(qualified)
      if (path.length === 0 && !wrappers.includes(name))
        throw refuse('not-elm', line(), { root: wordsOf(name, 60) })
      if (path.length >= deepest) throw refuse('too-deep', line())
      if (name === 'DeclareSalary') isDeclaration = true
      if (attributes !== none && checkNamespaces(attributes, line()))
        opening.unfamiliar = !isFamiliar(attributes)
      path.push(name)
      text = ''
      if (persons.isOpen() || name === 'Person') persons.open(name, attributes, path)
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
