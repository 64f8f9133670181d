import { create } from 'qrcode'
import { heightOf, need, put, space, styles, tag } from './ink.js'
import { mm, type Paper, sheet } from './paper.js'

const side = mm(30)

/** A QR code with an address, and beside it what it is for. */
export function drawCode(paper: Paper, { address, text }: { address: string; text: string }): void {
  const { doc, root } = paper
  need(paper, side + 8)
  const [top, beside] = [doc.y, { x: sheet.left + side + 14, width: sheet.width - side - 14 }]
  const box: [number, number, number, number] = [sheet.left, top, sheet.left + side, top + side]
  const described: object = { alt: address, bbox: box } // the types do not know the box
  root.add(doc.struct('Figure', described, () => modules(doc, address, top)))
  const height = heightOf(paper, text, styles.body, beside.width)
  doc.y = top + Math.max(0, (side - height) / 2)
  tag(paper, root, 'P', () => put(paper, text, styles.body, beside))
  doc.y = Math.max(doc.y, top + side)
  space(paper, 10)
}

function modules(doc: PDFKit.PDFDocument, address: string, top: number): void {
  const { size, data } = create(address, { errorCorrectionLevel: 'M' }).modules
  const unit = side / size
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (data[row * size + column]) doc.rect(sheet.left + column * unit, top + row * unit, unit, unit)
  doc.fill('#000000')
}
