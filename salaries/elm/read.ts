import type { Closing, DeclaredPerson, Opening } from '../../domain/salary-declaration/declaration.js'
import { refuse } from '../refused.js'
import { beginDecoding, type Decoder } from './decode.js'
import { beginElements } from './elements.js'
import { type Heard, Malformed, scanXml } from './scan.js'

/** Hears what is in a file, in its order. */
export interface Listener {
  opening(opening: Opening): void
  person(person: DeclaredPerson): void
}

/** Reads a declaration of the ELM standard as its bytes come in. Every method throws a refusal where the file cannot be taken. */
export interface ElmReader {
  write(bytes: Uint8Array): void
  end(): Closing
}

/** The most text between two tags, in characters: more is no declaration, and would have to be kept in memory. */
const longestSilence = 4_000_000

/** So many bytes stay within reach of the processor. */
const atOnce = 64 * 1024

export function readElm(listener: Listener): ElmReader {
  const heard: Heard = {
    doctype() {
      throw refuse('doctype', scanner.line())
    },
    open(name, attributes) {
      silence = 0
      elements.open(name, attributes)
    },
    close() {
      silence = 0
      elements.close()
    },
    text: (text) => elements.text(text),
  }
  const scanner = scanXml(heard)
  const elements = beginElements(listener, scanner.line)
  let decoder: Decoder | null = null
  let silence = 0

  /** What the scanner throws, as the reason why the file cannot be taken. */
  function reading(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      const told = { column: scanner.column(), what: error.message.slice(0, 120) }
      throw refuse(elements.begun() ? 'not-well-formed' : 'not-xml', scanner.line(), told)
    }
  }
  const write = (text: string) => {
    silence += text.length
    reading(() => scanner.write(text))
    if (silence > longestSilence) throw refuse('too-large', scanner.line())
  }
  return {
    write(bytes) {
      if (bytes.length === 0) return
      decoder ??= beginDecoding(bytes, scanner.line)
      for (let from = 0; from < bytes.length; from += atOnce)
        write(decoder.decode(bytes.subarray(from, from + atOnce)))
    },
    end() {
      if (!decoder) throw refuse('empty')
      write(decoder.end())
      reading(scanner.end)
      return elements.closing()
    },
  }
}
