import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { allowanceKinds, documentPurposes } from '../../../domain/family-allowance/answers.js'
import { rules } from '../../../domain/family-allowance/reasons.js'
import { languages } from '../../../domain/kinds.js'

type Sentences = { [key: string]: string | Sentences }

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const sentences = Object.fromEntries(
  languages.map((language) => [language, JSON.parse(read(`locales/${language}/rules.json`)) as Sentences]),
)
const folder = 'domain/family-allowance'
const source = readdirSync(new URL(folder, root))
  .map((file) => read(`${folder}/${file}`))
  .join('\n')

describe('the sentences of the rules', () => {
  for (const language of languages) {
    const own = sentences[language] ?? {}
    const { kinds, second, problems, ...reasons } = own
    const journey = JSON.parse(read(`locales/${language}/familyAllowance.json`)) as Record<string, Sentences>

    it(`${language}: every rule has one, and there is none without a rule`, () => {
      expect(Object.keys(reasons).sort()).deep.equal(Object.keys(rules).sort())
      for (const [rule, sentence] of Object.entries(reasons)) expect(sentence, rule).match(/^\S.{15,}[.:]$/)
    })

    it(`${language}: every problem, kind, document and second look has one`, () => {
      const codes = [...read(`${folder}/problems.ts`).matchAll(/\| '([\w-]+)'/g)].map(([, code]) => code)
      expect(codes).length.above(25)
      expect(Object.keys(problems ?? {}).sort()).deep.equal(codes.sort())
      expect(Object.keys(kinds ?? {})).deep.equal([...allowanceKinds])
      expect(Object.keys(journey.document ?? {})).include.members([...documentPurposes])
      expect(Object.keys(second ?? {})).deep.equal(['departs', 'backdated', 'amount'])
    })

    it(`${language}: takes the same values as German`, () => {
      for (const [key, sentence] of flat(own)) {
        expect(valuesOf(sentence), key).deep.equal(valuesOf(flat(sentences.de ?? {}).get(key) ?? ''))
      }
    })

    it(`${language}: names each value by what it is`, () => {
      const plain = ['year', 'employer', 'country', 'age', 'place', 'days', 'most']
      for (const [key, sentence] of flat(own)) {
        for (const value of valuesOf(sentence)) {
          expect(/(Amount|Date|Canton)$/.test(value) || plain.includes(value), `${key}: ${value}`).equal(true)
        }
      }
    })
  }

  it('are all used: each rule decides somewhere', () => {
    const dynamic = (rule: string) => /^(first|second)-by-/.test(rule)
    for (const rule of Object.keys(rules).filter((one) => !dynamic(one))) {
      // once in the table of rules, and at least once where it decides
      expect(source.split(`'${rule}'`).length + (source.includes(`  ${rule}: [`) ? 1 : 0), rule).above(2)
    }
  })
})

function flat(tree: Sentences, path = ''): Map<string, string> {
  const rows = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : [...flat(value, `${path}${key}.`)],
  )
  return new Map(rows)
}

const valuesOf = (sentence: string) =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort()
