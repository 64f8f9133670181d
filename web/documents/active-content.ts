import { inflateSync } from 'node:zlib'

/** What a PDF may be able to do when a reader opens it. Names of the PDF format, as they are told in the review. */
const kinds = {
  javascript: /\/(JavaScript|JS)\b/,
  launch: /\/Launch\b/,
  attachment: /\/(EmbeddedFile|EmbeddedFiles|Filespec)\b/,
  form: /\/(XFA|SubmitForm|ImportData)\b/,
  media: /\/(RichMedia|Movie|Sound|3D)\b/,
} as const

/** What is unpacked of one file at most, in bytes, and how many streams: whoever hides something behind more is told of below. */
const unpackedAtMost = 20_000_000
const streamsAtMost = 2_000

/**
 * What a PDF can do beside being looked at, in words of `documents:active`; empty for one that only shows pages. Looks at objects that lie open and at
 * those in compressed object streams; names may be written with `#6a`. `hidden` if it is packed in a way that cannot be looked into.
 */
export function activeContent(bytes: Buffer): string[] {
  const { unpacked, isHidden } = inObjectStreams(bytes)
  const names = plainNames(Buffer.concat([bytes, ...unpacked]))
  const found = Object.entries(kinds).filter(([, pattern]) => pattern.test(names))
  return [...found.map(([kind]) => kind), ...(isHidden ? ['hidden'] : [])]
}

/**
 * What lies in object streams. Goes from left to right and reads nothing twice: of ten megabytes of beginnings each would be followed to the end. Streams that lie
 * within each other, each with the same megabytes of nothing behind it, come to more than the whole file: no program writes such a file.
 */
function inObjectStreams(bytes: Buffer): { unpacked: Buffer[]; isHidden: boolean } {
  const unpacked: Buffer[] = []
  let [left, last, to] = [unpackedAtMost, 0, 0]
  let packed = 0
  for (const { index, 0: word } of bytes.toString('latin1').matchAll(/stream\r?\n/g)) {
    const dictionary = plainNames(bytes.subarray(last, index))
    const from = index + word.length
    last = from
    if (!/\/ObjStm\b/.test(dictionary)) continue
    if (to < from) to = bytes.indexOf('endstream', from)
    if (to < 0) break
    packed += to - from
    const plain = packed > bytes.length ? null : unpack(bytes.subarray(from, to), dictionary, left)
    // a bomb, or packed otherwise: the caseworker is warned of it as of the rest
    if (!plain || unpacked.push(plain) > streamsAtMost) return { unpacked, isHidden: true }
    left -= plain.length
  }
  return { unpacked, isHidden: false }
}

/** A stream as its dictionary says it is packed; null where that is more than `atMost` bytes, or packed in another way. */
function unpack(packed: Buffer, dictionary: string, atMost: number): Buffer | null {
  const isPacked = /\/FlateDecode\b/.test(dictionary)
  if (!isPacked) return packed.length > atMost || /\/Filter\b/.test(dictionary) ? null : packed
  try {
    return inflateSync(packed, { maxOutputLength: atMost })
  } catch {
    return null
  }
}

/** The text of some bytes, with signs that are written as `#6a` as what they are. */
function plainNames(bytes: Buffer): string {
  const plain = Buffer.alloc(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at] === numberSign ? digit(bytes[at + 1]) * 16 + digit(bytes[at + 2]) : Number.NaN
    plain[length++] = Number.isNaN(code) ? (bytes[at] ?? 0) : code
    if (!Number.isNaN(code)) at += 2
  }
  return plain.toString('latin1', 0, length)
}

const numberSign = '#'.charCodeAt(0)
const digits = Array.from({ length: 256 }, (_, sign) => Number.parseInt(String.fromCharCode(sign), 16))
const digit = (sign = 0): number => digits[sign] ?? Number.NaN
