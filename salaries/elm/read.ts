import { SaxesParser } from 'saxes'
import type { Closing, DeclaredPerson, Opening } from '../../domain/salary-declaration/declaration.js'
import { refuse } from '../refused.js'
import { beginDecoding, type Decoder } from './decode.js'
import { beginElements, none } from './elements.js'

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

export function readElm(listener: Listener): ElmReader {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const elements = beginElements(listener, () => parser.line)
  let decoder: Decoder | null = null
  let silence = 0
  let isBare = true

  parser.on('doctype', () => {
    throw refuse('doctype', parser.line)
  })
  parser.on('error', (error) => {
    const what = error.message.replace(/^\d+:\d+:\s*/, '').slice(0, 120)
    throw refuse(elements.begun() ? 'not-well-formed' : 'not-xml', parser.line, {
      column: parser.column,
      what,
    })
  })
  parser.on('attribute', () => {
    isBare = false
  })
  parser.on('opentag', (tag) => {
    silence = 0
    elements.open(tag.name, isBare ? none : (tag.attributes as Record<string, string>))
    isBare = true
  })
  parser.on('closetag', () => {
    silence = 0
    elements.close()
  })
  parser.on('text', elements.text)
  parser.on('cdata', elements.text)

  const write = (text: string) => {
    silence += text.length
    parser.write(text)
    if (silence > longestSilence) throw refuse('too-large', parser.line)
  }
  return {
    write(bytes) {
      if (bytes.length === 0) return
      decoder ??= beginDecoding(bytes, () => parser.line)
      write(decoder.decode(bytes))
    },
    end() {
      if (!decoder) throw refuse('empty')
      write(decoder.end())
      parser.close()
      return elements.closing()
    },
  }
}
