import { inflateSync } from 'node:zlib'

/** What a PDF may be able to do when a reader opens it. Names of the PDF format, as they are told in the review. */
const kinds = {
  javascript: /\/(JavaScript|JS)\b/,
  launch: /\/Launch\b/,
  attachment: /\/(EmbeddedFile|EmbeddedFiles|Filespec)\b/,
  form: /\/(XFA|SubmitForm|ImportData)\b/,
  media: /\/(RichMedia|Movie|Sound|3D)\b/,
} as const

/** What is unpacked of one file at most, in bytes: whoever hides something behind more is told of below. */
const unpackedAtMost = 20_000_000

/**
 * What a PDF can do beside being looked at, in words of `documents:active`; empty for one that only shows pages. Looks at objects that lie open and at
 * those in compressed object streams; names may be written with `#6a`. `hidden` if it is packed in a way that cannot be looked into.
 */
export function activeContent(bytes: Buffer): string[] {
  const text = bytes.toString('latin1')
  let [unpacked, isHidden, left] = ['', false, unpackedAtMost]
  for (const { index } of text.matchAll(/\/ObjStm\b/g)) {
    const begin = /stream\r?\n/g
    begin.lastIndex = index
    const from = begin.exec(text) ? begin.lastIndex : -1
    const to = from < 0 ? -1 : text.indexOf('endstream', from)
    const dictionary = text.slice(text.lastIndexOf(' obj', index), from)
    if (to < 0) continue
    try {
      const plain = /\/FlateDecode\b/.test(dictionary)
        ? inflateSync(bytes.subarray(from, to), { maxOutputLength: left })
        : bytes.subarray(from, to)
      left -= plain.length
      unpacked += plain.toString('latin1')
    } catch {
      isHidden = true // a bomb, or packed otherwise: the caseworker is warned of it as of the rest
      break
    }
  }
  const names = `${text}${unpacked}`.replace(/#([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  const found = Object.entries(kinds).filter(([, pattern]) => pattern.test(names))
  return [...found.map(([kind]) => kind), ...(isHidden ? ['hidden'] : [])]
}
