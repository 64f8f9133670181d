import type { Letter } from '../letter.js'
import type { Speech } from '../speech.js'
import { artifact, colours, heightOf, put, type Style, space, styles, tag } from './ink.js'
import { mm, type Paper, sheet } from './paper.js'

const brand: Style = { ...styles.heading, size: 13 }
const sender = { x: sheet.left, width: mm(80) }
const recipient = { x: mm(118), width: mm(72) }

/** The first page down to the subject: brand, office, the recipient in the window on the right (SN 010130), date. */
export function drawHead(paper: Paper, letter: Letter, { t, fmt }: Speech): void {
  const { doc, root } = paper
  const { office } = letter
  artifact(paper, 'Layout', () => drawLogo(paper, office, sheet.left, mm(17), 24))
  doc.y = mm(17) + 12 - heightOf(paper, office.name, brand, mm(140)) / 2 + 1
  line(paper, office.name, brand, { x: sheet.left + 33, width: mm(140) })

  doc.y = mm(52)
  for (const text of office.address) line(paper, text, styles.small, sender)
  doc.y += 4
  line(paper, `${t('letters:letterhead.phone')} ${office.phone}`, styles.small, sender)
  line(paper, office.email, styles.small, sender)
  const below = doc.y

  doc.y = mm(52)
  for (const text of letter.recipient) line(paper, text, styles.body, recipient)

  // A long address pushes the letter down, a short one leaves the window its height.
  doc.y = Math.max(mm(96), doc.y + mm(8), below + mm(8))
  const top = doc.y
  line(paper, `${t('letters:letterhead.reference')} ${letter.reference}`, styles.small, sender)
  doc.y = top - 1
  line(paper, `${letter.place}, ${fmt.date(letter.date)}`, styles.body, recipient)
  doc.y += mm(11)
  tag(paper, root, 'H1', () =>
    put(paper, letter.subject, styles.title, { x: sheet.left, width: sheet.width }),
  )
  space(paper, 10)
}

/** Foot and page number on every page, a short head from the second on; a screen reader passes over them. */
export function drawMargins(paper: Paper, letter: Letter, { t }: Speech): void {
  const { doc } = paper
  const { start, count } = doc.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    doc.switchToPage(index)
    // The foot lies below the text's margin, where pdfkit would begin a new page.
    doc.page.margins.bottom = 0
    artifact(paper, 'Pagination', () => {
      if (index > start) drawRunningHead(paper, letter)
      const y = mm(281)
      const foot = [letter.office.name, ...letter.office.address.slice(-2)].join(', ')
      put(paper, foot, styles.small, { x: sheet.left, y, width: mm(130) })
      const number = t('letters:letterhead.page', { page: index - start + 1, pages: count })
      put(paper, number, styles.small, { x: mm(150), y, width: mm(40), align: 'right' })
    })
  }
}

function drawRunningHead(paper: Paper, letter: Letter): void {
  const { doc } = paper
  const y = mm(18)
  drawLogo(paper, letter.office, sheet.left, y - 3, 14)
  put(paper, letter.office.name, styles.small, { x: sheet.left + 20, y, width: mm(80) })
  put(paper, `${letter.title}, ${letter.reference}`, styles.small, {
    x: mm(105),
    y,
    width: mm(85),
    align: 'right',
  })
  doc.moveTo(sheet.left, mm(25)).lineTo(sheet.right, mm(25)).lineWidth(0.5).strokeColor(colours.line).stroke()
}

/** The office's logo, which a screen reader passes over: its name stands beside it. */
function drawLogo(
  { doc }: Paper,
  { logo, accent }: Letter['office'],
  x: number,
  y: number,
  size: number,
): void {
  doc
    .save()
    .translate(x, y)
    .scale(size / 32)
  for (const shape of logo) {
    if (shape.kind === 'rect') doc.roundedRect(shape.x, shape.y, shape.width, shape.height, shape.rx)
    else if (shape.kind === 'circle') doc.circle(shape.cx, shape.cy, shape.r)
    else doc.path(shape.d)
    doc.fill(printed(shape.fill, accent))
  }
  doc.restore()
}

const printed = (fill: string, accent: string) =>
  fill === 'currentColor' ? accent : fill === 'white' ? '#ffffff' : fill

function line(paper: Paper, text: string, style: Style, box: { x: number; width: number }): void {
  tag(paper, paper.root, 'P', () => put(paper, text, style, box))
}
