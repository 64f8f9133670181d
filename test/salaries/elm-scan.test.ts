import { expect } from 'chai'
import { SaxesParser } from 'saxes'
import { Malformed, scanXml } from '../../salaries/elm/scan.js'

const whole = `<?xml version="1.0" encoding="UTF-8"?>
<!-- c --><a:r xmlns:a="u" b='x"y'><p q="1 &gt; 2">t &amp; &#x41;<![CDATA[<z>]]></p>
 <e/><e a="b" /><l>é ü</l><p><l> </l></p></a:r>
<!-- end -->`
const bits = ['<', '>', '&', '"', "'", '/', '=', ' ', ']]>', '--', '<!--', '-->', '&amp;', '&#0;', '&x;', '<?', '?>', '<?xml version="1.0"?>', '<![CDATA[', '\u0001', '\ufffe', 'x', '\r\n', '<a>', '</a>', '\t', ':', '1', '<!D', ''] // biome-ignore format: a list

/** What is heard of a text, or null where it is not well-formed. */
type Hear = (text: string) => string[] | null

const ours =
  (pieces: number): Hear =>
  (text) => {
    const heard: string[] = []
    const scanner = scanXml({
      open: (name, attributes) => heard.push(`<${name} ${JSON.stringify(attributes)}`),
      close: () => heard.push('>'),
      text: (more) => heard.push(more),
      doctype: () => {},
    })
    try {
      for (let at = 0; at < text.length; at += pieces) scanner.write(text.slice(at, at + pieces))
      scanner.end()
      return heard
    } catch (error) {
      if (error instanceof Malformed) return null
      throw error
    }
  }

const theirs: Hear = (text) => {
  const heard: string[] = []
  const parser = new SaxesParser({})
  const stop = (error: Error) => {
    throw error
  }
  parser.on('error', stop)
  parser.on('doctype', () => stop(new Error('doctype')))
  parser.on('opentag', ({ name, attributes }) => heard.push(`<${name} ${JSON.stringify(attributes)}`))
  parser.on('closetag', () => heard.push('>'))
  parser.on('text', (more) => heard.push(more))
  parser.on('cdata', (more) => heard.push(more))
  try {
    parser.write(text).close()
    return heard
  } catch {
    return null
  }
}

/** Space between tags left out, which means nothing in a declaration. */
const meant = (heard: string[] | null) => heard?.filter((it) => it.trim() !== '').join('|') ?? null

describe('XML that is read tag by tag', () => {
  it('says the same as a parser that looks at each character, and refuses the same, of twenty thousand texts', () => {
    let state = 20261128
    const roll = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 4_294_967_296) * below)
    }
    let taken = 0
    for (let n = 0; n < 20_000; n++) {
      let text = whole
      for (let slips = roll(3); slips >= 0; slips--) {
        const at = roll(text.length)
        text = text.slice(0, at) + bits[roll(bits.length)] + text.slice(at + roll(3))
      }
      const expected = meant(theirs(text))
      expect(meant(ours(text.length)(text)), text).to.equal(expected)
      expect(meant(ours(1 + roll(20))(text)), `${text} in pieces`).to.equal(expected)
      if (expected !== null) taken++
    }
    expect(taken).to.be.within(500, 10_000)
  }).timeout(60_000)

  it('counts lines and columns as they are written', () => {
    const scanner = scanXml({ open() {}, close() {}, text() {}, doctype() {} })
    expect(() => scanner.write('<a>\r\n <b>\n</a>')).to.throw(Malformed, 'expected b')
    expect([scanner.line(), scanner.column()]).to.deep.equal([3, 0])
  })
})
