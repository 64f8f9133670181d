import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { load } from 'cheerio'
import { createViews } from '../../web/view/eta.js'
import { pageOf } from './page-sample.js'

const views = createViews({ production: true })
const components = new URL('../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url)

interface Text {
  text?: string
}
interface Options extends Record<string, unknown> {
  name: string
  classes?: string
  label?: Text
  hint?: Text
  errorMessage?: Text
  fieldset?: { legend: Text }
  items?: (Text & { value: string; hint?: Text; checked?: boolean })[]
  errorList?: { text: string; href: string }[]
  prefix?: Text
  suffix?: Text
}

const fieldOf = ({ name, id, label, hint, errorMessage }: Options) => ({
  ...{ name, id, label: label?.text, hint: hint?.text, error: errorMessage?.text },
})

const choiceOf = (given: Options) => ({
  ...fieldOf(given),
  legend: given.fieldset?.legend.text,
  look: given.classes?.includes('--inline') ? 'inline' : 'plain',
  options: given.items?.map(({ value, text, hint }) => ({ value, label: text, hint: hint?.text })),
  value: given.items?.filter(({ checked }) => checked).map(({ value }) => value),
})

/** The part that stands for a component, which fixtures of it are looked at, and how its options are called here. */
const parts: Record<string, { part: string; fixtures: string[]; called(given: Options): object }> = {
  input: {
    part: 'field',
    fixtures: [
      ...['default', 'with hint text', 'with error message', 'with error and hint'],
      ...['with width-2 class', 'with width-10 class', 'with prefix', 'with suffix'],
    ],
    called: (given) => ({
      ...fieldOf(given),
      ...{ prefix: given.prefix?.text, suffix: given.suffix?.text },
      width: /--width-(\d+)/.exec(given.classes ?? '')?.[1],
    }),
  },
  textarea: {
    part: 'textarea',
    fixtures: ['default', 'with hint', 'with error message', 'with default value', 'with custom rows'],
    called: (given) => ({ ...fieldOf(given), value: given.value, rows: given.rows ?? 5 }),
  },
  select: {
    part: 'select',
    fixtures: ['with hint text and error message', 'hint', 'error'],
    called: (given) => ({ ...fieldOf(given), options: given.items ?? [] }),
  },
  radios: {
    part: 'radios',
    fixtures: ['inline', 'with fieldset and error message'],
    called: (given) => ({ ...choiceOf(given), value: given.items?.find(({ checked }) => checked)?.value }),
  },
  checkboxes: { part: 'checkboxes', fixtures: ['with hint', 'with error message'], called: choiceOf },
  'error-summary': {
    part: 'errors',
    fixtures: ['default'],
    called: ({ titleText, errorList }) => ({
      title: titleText,
      errors: Object.fromEntries(errorList?.map(({ href, text }) => [href.slice(1), text]) ?? []),
    }),
  },
}

const read = [
  'id',
  'for',
  'href',
  'name',
  'type',
  'value',
  'checked',
  'rows',
  'role',
  'aria-describedby',
  'aria-hidden',
]
const naming = ['id', 'for', 'href', 'aria-describedby']

/** What a browser and a screen reader make of some HTML: elements, their roles, names and texts; ids that are referred to, by the order in which they come. */
function madeOf(html: string): unknown[] {
  const ids = new Map<string, number>()
  const nth = (id: string) => ids.get(id) ?? ids.set(id, ids.size).size - 1
  const $ = load(html, null, false)
  const named = $('[for], [aria-describedby]')
    .toArray()
    .flatMap(({ attribs }) => `${attribs.for ?? ''} ${attribs['aria-describedby'] ?? ''}`.split(' '))
  const walk = (nodes: ReturnType<ReturnType<typeof $>['contents']>): unknown[] =>
    nodes.toArray().flatMap((node): unknown[] => {
      if (node.type === 'text') return node.data.trim() ? [node.data.trim().replace(/\s+/g, ' ')] : []
      if (node.type !== 'tag') return []
      const attributes = read.flatMap((name) => {
        const value = node.attribs[name]
        if (value === undefined || (name === 'id' && !named.includes(value))) return []
        return [
          `${name}=${naming.includes(name) ? value.split(' ').map((id) => nth(id.replace('#', ''))) : value}`,
        ]
      })
      // sizes of a legend are a matter of look
      const classes = (node.attribs.class ?? '').split(' ').filter((it) => /^govuk-(?!.*legend--)/.test(it))
      return [[node.name, classes.sort().join(' '), attributes, walk($(node).contents())]]
    })
  return walk($.root().contents())
}

describe('The parts of forms', () => {
  for (const [component, { part, fixtures, called }] of Object.entries(parts)) {
    const file = new URL(`${component}/fixtures.json`, components)
    const all: { name: string; options: Options; html: string }[] = JSON.parse(
      readFileSync(file, 'utf8'),
    ).fixtures
    for (const name of fixtures)
      it(`${part} is what govuk-frontend makes of its ${component}: ${name}`, () => {
        const fixture = all.find((it) => it.name === name)
        if (!fixture) throw new Error('there is no such fixture any more')
        const html = views(`parts/${part}`, { ...pageOf('en'), ...called(fixture.options) })
        expect(madeOf(html)).deep.equal(madeOf(fixture.html))
      })
  }
})
