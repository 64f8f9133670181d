import { readdirSync, readFileSync } from 'node:fs'
import { type Node, type Options, parse } from 'acorn'
import { expect } from 'chai'
import { asset, assetsFolder } from '../../web/view/assets.js'

const stored = (name: string) => readFileSync(`${assetsFolder}${asset(name).replace('/assets/', '')}`, 'utf8')
const ofModules = readdirSync(new URL('../../web/assets/', import.meta.url)).filter(
  (name) => name.endsWith('.js') && name !== 'early.js',
)

describe('The script before the first paint', () => {
  for (const [name, sourceType] of [
    ...ofModules.map((name) => [name, 'module'] as const),
    ...['htmx.min.js', 'webauthn.min.js'].map((name) => [name, 'script'] as const),
  ])
    it(`is only understood where ${name} is`, () => {
      const demanded = newerWords(stored('early.js'), 'script')
      expect([...newerWords(stored(name), sourceType)].filter((word) => !demanded.has(word))).to.deep.equal(
        [],
      )
    })

  it('is compared by every newer word a script may use', () => {
    const script = `class A { a; #b; static #c; static {} #d() {} static e = #b in this; async *f() { for await (const g of h) i?.j } }
      try { k ?? l } catch { m ||= n &&= o ??= 1_000n } p = { ...q }; ({ ...r } = s); /(?<t>u)/s; await 1; import.meta`
    expect(newerWords(script, 'module').size).to.equal(23)
  })
})

/** What a script is written with that a browser of 2018 does not know. Loading a module by import() is no newer than modules are. */
function newerWords(script: string, sourceType: Options['sourceType']): Set<string> {
  const found = new Set<string>()
  const look = (node: Node & Record<string, unknown>, within: string, inFunction: boolean) => {
    for (const word of wordsOf(node, within, inFunction)) found.add(word)
    const isFunction = inFunction || node.type.includes('Function')
    for (const part of Object.values(node).flat()) if (isNode(part)) look(part, node.type, isFunction)
  }
  look(parse(script, { ecmaVersion: 'latest', sourceType }) as never, '', false)
  return found
}

const isNode = (part: unknown): part is Node & Record<string, unknown> =>
  typeof part === 'object' && part !== null && typeof (part as Node).type === 'string'

function wordsOf(node: Node & Record<string, unknown>, within: string, inFunction: boolean): string[] {
  const { type, operator, raw, regex, key, left } = node
  const isPrivate = isNode(key) && key.type === 'PrivateIdentifier'
  const { flags, pattern } = (regex ?? { flags: '', pattern: '' }) as { flags: string; pattern: string }
  const words = {
    '?.': type === 'ChainExpression',
    [String(operator)]: /^(\?\?|(\?\?|\|\||&&)=|\*\*=?)$/.test(String(operator)),
    '1_000': type === 'Literal' && typeof raw === 'string' && /^[\d.]+_/.test(raw),
    '1n': type === 'Literal' && node.bigint !== undefined,
    'a field': type === 'PropertyDefinition' && !node.static && !isPrivate,
    'a static field': type === 'PropertyDefinition' && node.static === true && !isPrivate,
    'a private field': type === 'PropertyDefinition' && !node.static && isPrivate,
    'a private static field': type === 'PropertyDefinition' && node.static === true && isPrivate,
    'a private method': type === 'MethodDefinition' && isPrivate,
    '#a in b': type === 'BinaryExpression' && isNode(left) && left.type === 'PrivateIdentifier',
    'static {}': type === 'StaticBlock',
    'catch {}': type === 'CatchClause' && !node.param,
    'for await': type === 'ForOfStatement' && node.await === true,
    'async *': node.async === true && node.generator === true,
    '{ ...a }': type === 'SpreadElement' && within === 'ObjectExpression',
    '{ ...a } =': type === 'RestElement' && within === 'ObjectPattern',
    'a newer flag of expressions': /[dsv]/.test(flags),
    'a newer expression': /\(\?<|\\p\{|\(\?[a-z-]+:/.test(pattern),
    'await outside': type === 'AwaitExpression' && !inFunction,
    'import.meta': type === 'MetaProperty' && (node.meta as { name?: string }).name === 'import',
  }
  return Object.keys(words).filter((word) => words[word as keyof typeof words])
}
