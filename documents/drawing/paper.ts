import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import type { Letter } from '../letter.js'
import { pdfua } from './xmp.js'

export interface Paper {
  doc: PDFKit.PDFDocument
  /** The document in the tree that a screen reader follows. */
  root: PDFKit.PDFStructureElement
  /** The office's colour. */
  accent: string
  /** True if both weights of the font have a sign for this character. */
  has: (codePoint: number) => boolean
}

export const mm = (millimetres: number) => (millimetres * 72) / 25.4
/** The printed area of an A4 page, in points. */
export const sheet = { left: mm(25), right: mm(190), top: mm(34), bottom: mm(270), width: mm(165) }

export const fontFile = (name: string) => fileURLToPath(new URL(`../fonts/${name}.ttf`, import.meta.url))
const files = { regular: fontFile('LiberationSans-Regular'), bold: fontFile('LiberationSans-Bold') }
const locale = { de: 'de-CH', fr: 'fr-CH', it: 'it-CH', en: 'en-GB' }

/** An empty A4 page that claims PDF/A-3a and PDF/UA-1; what is drawn on it must keep the promise. */
export function openPaper(letter: Letter): Paper {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { left: sheet.left, right: mm(20), top: sheet.top, bottom: mm(27) },
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: locale[letter.language],
    displayTitle: true,
    bufferPages: true,
    // Else pdfkit starts with Helvetica, which would not be embedded.
    font: '',
    info: {
      Title: `${letter.title} ${letter.reference}`,
      Author: letter.office.name,
      CreationDate: new Date(letter.createdAt),
    },
  })
  pdfua(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  const weights = [pen(doc, 'regular'), pen(doc, 'bold')]
  return {
    doc,
    root,
    accent: letter.office.accent,
    has: (codePoint) => weights.every((font) => font.hasGlyphForCodePoint(codePoint)),
  }
}

/** Closes the tags and the file and hands over its bytes. */
export function sealPaper({ doc, root }: Paper): Promise<Buffer> {
  root.end()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
    doc.end()
  })
}

/** Takes up a pen of that weight. */
export function pen(doc: PDFKit.PDFDocument, weight: Weight): FontFile {
  const font = fontOf(weight)
  const inner = doc as unknown as { font(source: FontFile, name: string): void; _font: Pen }
  inner.font(font, weight)
  inner._font.layoutCache = wordsIn(weight)
  return font
}

/**
 * Words that are set already, in the units of the font. Letters have most of theirs in common, and setting them was a third of the time of a
 * letter; forgotten from time to time, for names are among them.
 */
function wordsIn(weight: Weight): object {
  const known = words[weight]
  if (known && known.uses++ < wordsServe) return known.set
  const set = Object.create(null)
  words[weight] = { set, uses: 0 }
  return set
}
const wordsServe = 20_000
const words: Partial<Record<Weight, { set: object; uses: number }>> = {}

/** Reads a font from its file for the first letter only, for that takes longer than the letter itself. */
function fontOf(weight: Weight): FontFile {
  const known = opened[weight]
  if (known) return known
  const reader = new PDFDocument({ font: files[weight], autoFirstPage: false })
  const { font } = (reader as unknown as { _font: { font: FontFile } })._font
  opened[weight] = font
  return font
}

type Weight = keyof typeof files
interface FontFile {
  hasGlyphForCodePoint(codePoint: number): boolean
}
interface Pen {
  layoutCache: object
}
const opened: Partial<Record<Weight, FontFile>> = {}
