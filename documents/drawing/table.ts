import type { Cell, TableBlock } from '../letter.js'
import { artifact, type Box, heightOf, need, put, rule, type Style, space, styles, tag } from './ink.js'
import { type Paper, sheet } from './paper.js'

const gutter = 10

/** Draws a table; where it goes on to another page its head is shown there again, but read only once. */
export function drawTable(paper: Paper, table: TableBlock): void {
  const head = headOf(table)
  const element = tag(paper, paper.root, 'Table')
  const titles = tag(paper, tag(paper, element, 'THead'), 'TR')
  drawRow(paper, head, (draw) => tag(paper, titles, 'TH', draw, 'Column'))
  rule(paper, paper.accent, 1)

  const body = tag(paper, element, 'TBody')
  const rows = rowsOf(table)
  rows.forEach((row, index) => {
    // The last row stays with the total below it.
    const below = table.total && index === rows.length - 2 ? rows[index + 1] : undefined
    if (need(paper, rowHeight(paper, row) + (below ? rowHeight(paper, below) : 0))) repeatHead(paper, head)
    const element = tag(paper, body, 'TR')
    drawRow(paper, row, (draw, column) =>
      column === 0 ? tag(paper, element, 'TH', draw, 'Row') : tag(paper, element, 'TD', draw),
    )
    rule(paper)
  })
  element.end()
  space(paper, 10)
}

/** Height of the head and the first row, in points. */
export function headHeight(paper: Paper, table: TableBlock): number {
  const [first] = rowsOf(table)
  return rowHeight(paper, headOf(table)) + (first ? rowHeight(paper, first) : 0)
}

interface Row {
  cells: Cell[]
  boxes: Box[]
  style: Style
}

const headOf = (table: TableBlock): Row => ({
  cells: table.columns.map((column) => column.title),
  boxes: columnBoxes(table),
  style: styles.head,
})

function rowsOf(table: TableBlock): Row[] {
  const boxes = columnBoxes(table)
  const rows = table.rows.map((cells) => ({ cells, boxes, style: styles.cell }))
  if (!table.total) return rows
  return [...rows, { cells: table.total, boxes: widened(boxes, table.total), style: styles.cellStrong }]
}

function repeatHead(paper: Paper, head: Row): void {
  artifact(paper, 'Pagination', () => drawRow(paper, head, (draw) => draw()))
  rule(paper, paper.accent, 1)
}

function drawRow(paper: Paper, row: Row, drawTagged: (draw: () => void, column: number) => void): void {
  const { doc } = paper
  const bottom = doc.y + rowHeight(paper, row)
  const y = doc.y + 4
  row.boxes.forEach((box, column) => {
    const { text, note } = parts(row.cells[column])
    drawTagged(() => {
      // The blank keeps the words of the two lines apart for a screen reader.
      put(paper, note ? `${text} ` : text, row.style, { ...box, y })
      if (note) put(paper, note, styles.small, box)
    }, column)
  })
  doc.y = bottom
}

function rowHeight(paper: Paper, { cells, boxes, style }: Row): number {
  const heights = boxes.map(({ width }, column) => {
    const { text, note } = parts(cells[column])
    return heightOf(paper, text, style, width) + (note ? heightOf(paper, note, styles.small, width) : 0)
  })
  return 6 + Math.max(0, ...heights)
}

function columnBoxes({ columns }: TableBlock): Box[] {
  const shares = columns.reduce((sum, column) => sum + column.share, 0)
  const room = sheet.width - gutter * (columns.length - 1)
  let x = sheet.left
  return columns.map(({ share, align }) => {
    const box = { x, width: (room * share) / shares, align }
    x += box.width + gutter
    return box
  })
}

/** The total's words may run over the empty cells beside them. */
function widened([first, ...others]: Box[], cells: Cell[]): Box[] {
  if (!first) return []
  const end = others.find((_, index) => cells[index + 1] !== '')?.x ?? sheet.right + gutter
  return [{ ...first, width: end - gutter - first.x }, ...others]
}

const parts = (cell: Cell | undefined) => (typeof cell === 'object' ? cell : { text: cell ?? '', note: '' })
