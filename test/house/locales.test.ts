import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { rules } from '../../domain/family-allowance/reasons.js'
import { languages } from '../../locales/i18n.js'
import { root, sources } from './sources.js'

type Texts = Map<string, string>

const texts = Object.fromEntries(languages.map((language) => [language, textsOf(language)])) as Record<
  (typeof languages)[number],
  Texts
>
const plurals = /_(zero|one|two|few|many|other)$/
const keys = [...texts.de.keys()]
const single = (key: string) => key.replace(plurals, '')
const namespaces = [...new Set(keys.map((key) => key.split(':')[0]))]

describe('The words of the portal', () => {
  for (const language of languages.slice(1))
    it(`are the same in ${language} as in German: none missing, none too many`, () => {
      const here = [...texts[language].keys()]
      const forms = (all: string[]) => [...new Set(all.map(single))]
      expect(
        forms(keys).filter((key) => !forms(here).includes(key)),
        'missing',
      ).to.deep.equal([])
      expect(
        forms(here).filter((key) => !forms(keys).includes(key)),
        'too many',
      ).to.deep.equal([])
    })

  for (const language of languages)
    it(`say something everywhere in ${language}, and have a form for one and one for more`, () => {
      const all = [...texts[language]]
      expect(all.filter(([, text]) => text.trim() === '').map(([key]) => key)).to.deep.equal([])
      const plural = all.map(([key]) => key).filter((key) => plurals.test(key))
      const lacking = [...new Set(plural.map(single))].filter(
        (key) => !plural.includes(`${key}_one`) || !plural.includes(`${key}_other`),
      )
      expect(lacking).to.deep.equal([])
    })

  it('fill in the same facts in every language', () => {
    const different = languages.slice(1).flatMap((language) =>
      [...texts[language]]
        .filter(([key]) => texts.de.has(key))
        .filter(([key, text]) => !sameFacts(key, text, texts.de.get(key) ?? ''))
        .map(([key]) => `${language} ${key}`),
    )
    expect(different).to.deep.equal([])
  })

  it('are Swiss: no ß', () => {
    expect([...texts.de].filter(([, text]) => text.includes('ß')).map(([key]) => key)).to.deep.equal([])
  })

  it('have a sentence for each rule that can decide', () => {
    expect(Object.keys(rules).filter((rule) => !texts.de.has(`rules:${rule}`))).to.deep.equal([])
  })
})

describe('The code', () => {
  const used = sources(
    ['.ts', '.eta'],
    ['activities', 'demo', 'doctor', 'documents', 'locales', 'views', 'web'],
  ).flatMap(({ path, text }) => keysIn(text).map((key) => ({ path, key })))
  const forms = [...new Set(keys.map(single))]

  it('names only words that are there', () => {
    expect(used.length).to.be.greaterThan(200)
    const missing = used.filter(({ key }) => !forms.some((form) => key.fits(form)))
    expect(missing.map(({ path, key }) => `${path}: ${key.text}`)).to.deep.equal([])
  })

  it('needs every word that is there', () => {
    const needed = (form: string) => used.some(({ key }) => key.fits(form))
    expect(forms.filter((form) => !needed(form))).to.deep.equal([])
  })
})

interface Key {
  text: string
  fits(key: string): boolean
}

/** All keys in a file: whole ones in quotes, and those with gaps that are filled in. */
function keysIn(file: string): Key[] {
  const text = withoutComments(file)
  const shorts = shorthandsIn(text)
  const start = new RegExp(`(['"\`])(?=(?:${namespaces.join('|')}):[\\w$-])`, 'g')
  return [
    ...[...text.matchAll(start)]
      .filter(({ index }) => !shorts.some((it) => it.always && it.at === index))
      .map(({ index, 0: quote }) => keyOf(literalAt(text, index + 1, quote))),
    ...shorts.flatMap(({ name, before }) =>
      [...text.matchAll(new RegExp(`\\b${name}\\(\\s*(['"\`])`, 'g'))].map((call) => {
        const [first = '', ...rest] = literalAt(text, call.index + call[0].length, call[1] ?? '')
        return keyOf([before + first, ...rest])
      }),
    ),
  ]
}

/** A file's own short forms: `const text = (key) => t(\`start:home.${key}\`)`. `always`: it is only called with literals. */
function shorthandsIn(text: string) {
  const definition = /const (\w+) = \((\w+)[^)]*\)(?:: \w+)? =>\s*(?:it\.)?t\((`)(\w+:[\w.-]*)\$\{\2\}`/g
  return [...text.matchAll(definition)].map((match) => {
    const [whole, name = '', , , before = ''] = match
    const calls = [...text.matchAll(new RegExp(`\\b${name}\\b(?! =)\\s*(\\(\\s*['"\`])?`, 'g'))]
    return {
      name,
      before,
      at: match.index + whole.indexOf('`'),
      always: calls.every(([, literal]) => literal),
    }
  })
}

/** A gap holds one word; the last may hold several, but never a whole namespace. */
function keyOf(literal: string[]): Key {
  const parts = literal.map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
  const open = literal.length > 1 && literal.at(-1) === '' && /:[\w-]/.test(literal[0] ?? '')
  const pattern = new RegExp(
    `^${parts.slice(0, -1).join('[^.:]+')}${literal.length > 1 ? (open ? '[^:]+' : '[^.:]+') : ''}${parts.at(-1)}$`,
  )
  return { text: literal.join('…'), fits: (key) => pattern.test(key) }
}

/** The pieces of a literal between its gaps `${…}`; gaps may hold literals themselves. */
function literalAt(text: string, from: number, quote: string): string[] {
  const pieces = ['']
  for (let i = from, depth = 0; i < text.length; i++) {
    if (depth === 0 && text[i] === quote) break
    if (quote === '`' && depth === 0 && text.startsWith('${', i)) {
      pieces.push('')
      depth = 1
      i++
    } else if (depth > 0) depth += text[i] === '{' ? 1 : text[i] === '}' ? -1 : 0
    else pieces.push(`${pieces.pop() ?? ''}${text[i]}`)
  }
  return pieces
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(\/\*\*?[\s\S]*?\*\/|\/\/.*$)/gm, '')
}

function textsOf(language: string): Texts {
  const folder = join(root, 'locales', language)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return new Map(
    files.flatMap((file) =>
      flat(JSON.parse(readFileSync(join(folder, file), 'utf8'))).map(
        ([key, text]) => [`${file.slice(0, -'.json'.length)}:${key}`, text] as const,
      ),
    ),
  )
}

function flat(node: object, before = ''): [string, string][] {
  return Object.entries(node).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[`${before}${name}`, value] as [string, string]]
      : flat(value, `${before}${name}.`),
  )
}

/** The names of what is filled in; one thing may be said without its number. */
const facts = (key: string, text: string) =>
  [...new Set([...text.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name))]
    .filter((name) => !(name === 'count' && key.endsWith('_one')))
    .sort()
const sameFacts = (key: string, a: string, b: string) => String(facts(key, a)) === String(facts(key, b))
