import { isUtf8 } from 'node:buffer'
import { refuse } from '../refused.js'

/** Turns the bytes of an XML file into text, chunk by chunk, as its first bytes say. */
export interface Decoder {
  /** Throws a refusal where the bytes are not what they are said to be. */
  decode(bytes: Uint8Array): string
  end(): string
}

/** Windows-1252 is what is written where ISO-8859-1 is declared: a superset, with the same meaning where both have one. */
const known: Record<string, string> = {
  'utf-8': 'utf-8', utf8: 'utf-8', 'us-ascii': 'utf-8', 'iso-8859-1': 'windows-1252', 'iso-8859-15': 'iso-8859-15',
  'latin1': 'windows-1252', 'windows-1252': 'windows-1252', 'utf-16': 'utf-16le', 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be',
} // biome-ignore format: pairs

/** Reads the encoding from the byte order mark or the XML declaration; UTF-8 where neither is there. `line` is where the text before ends. */
export function beginDecoding(first: Uint8Array, line: () => number): Decoder {
  const { encoding, declared } = encodingOf(first)
  const decode = encoding === 'utf-8' ? utf8() : ofEncoding(encoding)
  const checked = (bytes: Uint8Array, isLast: boolean) => {
    const text = decode(bytes, isLast)
    if (text !== null) return text
    const read = new TextDecoder(encoding).decode(bytes)
    const right = read.slice(0, Math.max(0, read.indexOf('\ufffd')))
    throw refuse('encoding', line() + right.split('\n').length - 1, { declared })
  }
  return { decode: (bytes) => checked(bytes, false), end: () => checked(new Uint8Array(), true) }
}

/** Text of the next bytes, or null where they are not what they are said to be. */
type Decode = (bytes: Uint8Array, isLast: boolean) => string | null

function ofEncoding(encoding: string): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return (bytes, isLast) => {
    try {
      return decoder.decode(bytes, { stream: !isLast })
    } catch {
      return null
    }
  }
}

/** As a `TextDecoder`, but where all characters are Latin its texts take one byte each, and are searched in half the time. */
function utf8(): Decode {
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = true
  return (bytes, isLast) => {
    const all =
      rest.length > 0
        ? Buffer.concat([rest, bytes])
        : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const whole = isLast ? all.length : wholeTags(all)
    rest = Buffer.from(all.subarray(whole))
    const here = all.subarray(0, whole)
    if (!isUtf8(here)) return null
    const text = here.toString('utf8')
    if (text.length === 0 || !isFirst) return text
    isFirst = false
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
}

/**
 * How many bytes make whole tags: what comes behind the last waits for the next bytes, so that the scanner need not put
 * texts together, for those are slow to walk through. A tag that does not end is handed on all the same.
 */
function wholeTags(bytes: Buffer): number {
  const whole = bytes.lastIndexOf('>') + 1
  return whole === 0 && bytes.length > longestTag ? wholeCharacters(bytes) : whole
}
const longestTag = 1_000_000

/** How many bytes make whole characters: one that has only begun at the end waits for the next bytes. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0)
      return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

function encodingOf(first: Uint8Array): { encoding: string; declared: string } {
  if (first[0] === 0xff && first[1] === 0xfe) return { encoding: 'utf-16le', declared: 'UTF-16' }
  if (first[0] === 0xfe && first[1] === 0xff) return { encoding: 'utf-16be', declared: 'UTF-16' }
  const head = new TextDecoder('latin1').decode(first.subarray(0, 200))
  const declared = /^(?:ï»¿)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? 'UTF-8'
  const encoding = known[declared.toLowerCase()]
  if (!encoding) throw refuse('encoding', 1, { declared })
  // said to be UTF-16, yet read as single bytes: so it is not
  return { encoding: encoding.startsWith('utf-16') ? 'utf-8' : encoding, declared }
}
