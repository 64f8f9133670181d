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

/**
 * Reads the encoding from the byte order mark or the XML declaration; UTF-8 where neither is there. `line` is the line of all
 * that has been decoded so far.
 */
export function beginDecoding(first: Uint8Array, line: () => number): Decoder {
  const { encoding, declared } = encodingOf(first)
  const decoder = new TextDecoder(encoding, { fatal: true })
  return {
    decode(bytes) {
      try {
        return decoder.decode(bytes, { stream: true })
      } catch {
        const text = new TextDecoder(encoding).decode(bytes)
        const good = text.slice(0, Math.max(0, text.indexOf('\ufffd')))
        throw refuse('encoding', line() + good.split('\n').length - 1, { declared })
      }
    },
    end() {
      try {
        return decoder.decode()
      } catch {
        throw refuse('encoding', line(), { declared })
      }
    },
  }
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
