import { inflateSync } from 'node:zlib'

export interface ReadPdf {
  /** The file without its compressed streams. */
  source: string
  /** What a screen reader reads, in the order it was drawn. */
  text: string
  /** What it passes over: page numbers, repeated heads. */
  artifacts: string
  pages: number
  /** How often each tag stands in the structure tree. */
  tags: Record<string, number>
}

/** Reads a PDF of pdfkit back: its tags, and its text through the fonts' own maps to Unicode. */
export function readPdf(bytes: Buffer): ReadPdf {
  const objects = objectsOf(bytes.toString('latin1'))
  const source = [...objects.values()].map(({ head }) => head).join('\n')
  const fonts = fontsOf(objects)
  const read = { text: '', artifacts: '' }
  for (const { head } of objects.values()) {
    const content = /\/Type \/Page\n[\s\S]*\/Contents (\d+) 0 R/.exec(head)?.[1]
    if (content) readPage(objects.get(content)?.stream ?? '', fonts, read)
  }
  const tags: Record<string, number> = {}
  for (const [, name = ''] of source.matchAll(/\/S \/(\w+)\n/g)) tags[name] = (tags[name] ?? 0) + 1
  const plain = (text: string) => text.replace(/\s+/g, ' ')
  return {
    source,
    tags,
    text: plain(read.text),
    artifacts: plain(read.artifacts),
    pages: source.split(/\/Type \/Page\n/).length - 1,
  }
}

type Objects = Map<string, { head: string; stream: string }>
type Fonts = Map<string, string[]>

function objectsOf(pdf: string): Objects {
  const objects: Objects = new Map()
  for (const [, id = '', body = ''] of pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', ...rest] = body.split('\nstream\n')
    const bytes = Buffer.from(rest.join('\nstream\n').replace(/\nendstream$/, ''), 'latin1')
    const stream = head.includes('/FlateDecode') ? inflateSync(bytes) : bytes
    objects.set(id, { head, stream: stream.toString('latin1') })
  }
  return objects
}

function fontsOf(objects: Objects): Fonts {
  const fonts: Fonts = new Map()
  for (const { head } of objects.values()) {
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1]
      const signs = (objects.get(map ?? '')?.stream ?? '').split('beginbfrange')[1] ?? ''
      const codes = [...signs.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list = '']) => [
        ...list.matchAll(/<([^>]*)>/g),
      ])
      fonts.set(
        name,
        codes.map(([, hex = '']) => Buffer.from(hex.replace(/ /g, ''), 'hex').swap16().toString('utf16le')),
      )
    }
  }
  return fonts
}

function readPage(content: string, fonts: Fonts, read: { text: string; artifacts: string }): void {
  const marks: string[] = []
  let font: string[] = []
  let opening = ''
  for (const line of content.split('\n')) {
    opening = /^\/([A-Z]\w*) <<$/.exec(line)?.[1] ?? opening
    if (line === '>> BDC') marks.push(opening)
    else if (line === 'EMC') marks.pop()
    else if (/ Tf$/.test(line)) font = fonts.get(/^\/(F\d+)/.exec(line)?.[1] ?? '') ?? []
    else if (/ TJ$/.test(line)) {
      const codes = [...line.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      const text = codes.map((code) => font[Number.parseInt(code, 16)] ?? '').join('')
      read[marks.includes('Artifact') ? 'artifacts' : 'text'] += `${text}\n`
    }
  }
}
