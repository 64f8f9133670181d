import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { xmlText } from '../words.js'
import { harmless } from './cells.js'
import { packageParts } from './package-parts.js'

/**
 * A workbook with one sheet of this name, from the XML of the sheet piece by piece. Node compresses each piece in threads of its own, and others
 * are answered between two of them.
 */
export function workbookOf(sheetName: string, pieces: Iterable<string>): Promise<Buffer> {
  const zip = new ZipFile()
  zip.on('error', (error: Error) => (zip.outputStream as Readable).destroy(error))
  for (const [path, text] of packageParts(xmlText(sheetName))) zip.addBuffer(Buffer.from(text), path.slice(1))
  zip.addReadStream(Readable.from(encoded(pieces), { highWaterMark: 1 }), 'xl/worksheets/sheet1.xml')
  zip.end()
  return buffer(zip.outputStream)
}

function* encoded(pieces: Iterable<string>) {
  for (const piece of pieces) yield Buffer.from(piece)
}

const rowsInPiece = 100

/** Rows as XML, so many in a piece as are written within a few milliseconds. */
export function* inPieces<Row>(rows: Row[], xmlOf: (row: Row, nth: number) => string): Generator<string> {
  for (let from = 0; from < rows.length; from += rowsInPiece)
    yield rows.slice(from, from + rowsInPiece).map((row, nth) => xmlOf(row, from + nth)).join('') // biome-ignore format: one line
}

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
export const sheetTag = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'

export const rowXml = (at: number, cells: string[]) => `<row r="${at}">${cells.join('')}</row>`

/** A cell with a number, in a style by its place in `package-parts.ts`. */
export const numberCell = (letter: string, at: number, value: number, style = 0) =>
  `<c r="${letter}${at}" s="${style}"><v>${value}</v></c>`

/** A cell with a text, which is never a formula; nothing where there is none. */
export const textCell = (letter: string, at: number, value: string, style = 0) =>
  value === ''
    ? ''
    : `<c r="${letter}${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(harmless(value))}</t></is></c>`
