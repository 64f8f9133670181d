import {
  artifact,
  type Box,
  colours,
  heightOf,
  need,
  put,
  rule,
  type Style,
  space,
  styles,
  tag,
} from './ink.js'
import type { Cell, TableBlock } from './letter.js'
import { type Paper, sheet } from './paper.js'

const gutter = 10

/** Draws a table; where it goes on to another page its head is shown there again, but read only once. */
export function drawTable(paper: Paper, table: TableBlock): void {
  const boxes = columnBoxes(table)
  const titles = table.columns.map((column) => column.title)
  const element = tag(paper, paper.root, 'Table')
  const head = tag(paper, tag(paper, element, 'THead'), 'TR')
  drawRow(
    paper,
    titles,
    boxes,
    () => styles.head,
    (draw) => tag(paper, head, 'TH', draw, 'Column'),
  )
  rule(paper, colours.pine, 1)

  const body = tag(paper, element, 'TBody')
  const draw = (cells: Cell[], style: (column: number) => Style, together = 0) => {
    if (need(paper, rowHeight(paper, cells, boxes) + together)) repeatHead(paper, titles, boxes)
    const row = tag(paper, body, 'TR')
    drawRow(paper, cells, boxes, style, (drawCell, column) =>
      column === 0 ? tag(paper, row, 'TH', drawCell, 'Row') : tag(paper, row, 'TD', drawCell),
    )
    rule(paper)
  }
  const totalHeight = table.total ? rowHeight(paper, table.total, boxes) : 0
  table.rows.forEach((cells, index) => {
    draw(cells, () => styles.cell, index === table.rows.length - 1 ? totalHeight : 0)
  })
  if (table.total) draw(table.total, () => styles.cellStrong)
  element.end()
  space(paper, 10)
}

/** Height of the head and the first row, in points. */
export function headHeight(paper: Paper, table: TableBlock): number {
  const boxes = columnBoxes(table)
  const titles = table.columns.map((column) => column.title)
  return rowHeight(paper, titles, boxes) + rowHeight(paper, table.rows[0] ?? [], boxes)
}

function repeatHead(paper: Paper, titles: string[], boxes: Box[]): void {
  artifact(paper, 'Pagination', () =>
    drawRow(
      paper,
      titles,
      boxes,
      () => styles.head,
      (draw) => draw(),
    ),
  )
  rule(paper, colours.pine, 1)
}

function drawRow(
  paper: Paper,
  cells: Cell[],
  boxes: Box[],
  style: (column: number) => Style,
  drawTagged: (draw: () => void, column: number) => void,
): void {
  const { doc } = paper
  const bottom = doc.y + rowHeight(paper, cells, boxes)
  const y = doc.y + 4
  boxes.forEach((box, column) => {
    const { text, note } = parts(cells[column])
    drawTagged(() => {
      // The blank keeps the words of the two lines apart for a screen reader.
      put(paper, note ? `${text} ` : text, style(column), { ...box, y })
      if (note) put(paper, note, styles.small, box)
    }, column)
  })
  doc.y = bottom
}

function rowHeight(paper: Paper, cells: Cell[], boxes: Box[]): number {
  const heights = cells.map((cell, column) => {
    const { text, note } = parts(cell)
    const width = boxes[column]?.width ?? 0
    const below = note ? heightOf(paper, note, styles.small, width) : 0
    return heightOf(paper, text, styles.cellStrong, width) + below
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

const parts = (cell: Cell | undefined) => (typeof cell === 'object' ? cell : { text: cell ?? '', note: '' })
