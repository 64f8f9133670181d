import { type Paper, pen, sheet } from './paper.js'

export interface Style {
  font: 'regular' | 'bold'
  size: number
  /** Room between two lines beside the font's own, in points. */
  gap: number
  colour: string
}

export const colours = { ink: '#1e1b16', soft: '#5b5348', line: '#cdc4b5' }
export const styles = {
  title: { font: 'bold', size: 15, gap: 3, colour: colours.ink },
  heading: { font: 'bold', size: 11.5, gap: 2.5, colour: colours.ink },
  subheading: { font: 'bold', size: 10, gap: 2.5, colour: colours.ink },
  body: { font: 'regular', size: 10, gap: 2.9, colour: colours.ink },
  strong: { font: 'bold', size: 10, gap: 2.9, colour: colours.ink },
  soft: { font: 'regular', size: 9, gap: 2.4, colour: colours.soft },
  cell: { font: 'regular', size: 9.5, gap: 2, colour: colours.ink },
  cellStrong: { font: 'bold', size: 9.5, gap: 2, colour: colours.ink },
  small: { font: 'regular', size: 8.5, gap: 2, colour: colours.soft },
  head: { font: 'bold', size: 8.5, gap: 2, colour: colours.soft },
} satisfies Record<string, Style>

export interface Box {
  x: number
  y?: number
  width: number
  align?: 'left' | 'right'
}

/** Writes text and leaves the pen below it; goes on to the next page where the page ends. */
export function put({ doc }: Paper, text: string, style: Style, box: Box): void {
  pen(doc, style.font)
  doc.fontSize(style.size).fillColor(style.colour)
  doc.text(lines(text), box.x, box.y ?? doc.y, { width: box.width, align: box.align, lineGap: style.gap })
}

/** Height of a text in points, were it written in that width. */
export function heightOf({ doc }: Paper, text: string, style: Style, width: number): number {
  pen(doc, style.font)
  doc.fontSize(style.size)
  return doc.heightOfString(lines(text), { width, lineGap: style.gap })
}

/** Adds a tag below another and draws what belongs to it. */
export function tag(
  { doc }: Paper,
  parent: PDFKit.PDFStructureElement,
  type: string,
  draw?: () => void,
  scope?: 'Row' | 'Column',
): PDFKit.PDFStructureElement {
  // The types of pdfkit do not know `scope` yet.
  const options: PDFKit.Mixins.StructureElementOptions & { scope?: string } = scope ? { scope } : {}
  const element = doc.struct(type, options)
  parent.add(element)
  if (draw) element.add(draw)
  return element
}

/** Draws what a screen reader shall pass over. */
export function artifact({ doc }: Paper, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type })
  draw()
  doc.endMarkedContent()
}

/** A line across the text, at the pen. */
export function rule(paper: Paper, colour = colours.line, weight = 0.5): void {
  const { doc } = paper
  artifact(paper, 'Layout', () => {
    doc.moveTo(sheet.left, doc.y).lineTo(sheet.right, doc.y).lineWidth(weight).strokeColor(colour).stroke()
  })
}

/** Begins a new page unless so many points are left on this one; true if it did. */
export function need({ doc }: Paper, height: number): boolean {
  if (doc.y + height <= sheet.bottom) return false
  doc.addPage()
  return true
}

/** Room above a block, none at the head of a page. */
export function space({ doc }: Paper, height: number): void {
  if (doc.y > sheet.top) doc.y += height
}

// Without the blank a screen reader joins the words on both sides of the line's end.
const lines = (text: string) => text.replace(/[ \t]*\n/g, ' \n')
