import type { Block } from '../letter.js'
import { heightOf, need, put, rule, type Style, space, styles, tag } from './ink.js'
import { type Paper, sheet } from './paper.js'
import { drawCode } from './qr.js'
import { drawTable, headHeight } from './table.js'

const full = { x: sheet.left, width: sheet.width }
const item = { x: sheet.left + 14, width: sheet.width - 14 }
const label = { x: sheet.left, width: sheet.width * 0.34 }
const value = { x: sheet.left + sheet.width * 0.36, width: sheet.width * 0.64 }

/** Draws the blocks one below the other; no heading stays alone at the foot of a page. */
export function drawBlocks(paper: Paper, blocks: Block[]): void {
  blocks.forEach((block, index) => {
    need(paper, startHeight(paper, blocks.slice(index)))
    draw(paper, block)
  })
}

function draw(paper: Paper, block: Block): void {
  if (block.type === 'heading') drawHeading(paper, block)
  else if (block.type === 'paragraph') drawParagraph(paper, block)
  else if (block.type === 'list') drawList(paper, block.items)
  else if (block.type === 'facts') drawFacts(paper, block.rows)
  else if (block.type === 'table') drawTable(paper, block)
  else if (block.type === 'closing') drawClosing(paper, block)
  else if (block.type === 'code') drawCode(paper, block)
  else space(paper, 10)
}

function drawHeading(paper: Paper, { text, level = 2 }: Extract<Block, { type: 'heading' }>): void {
  space(paper, level === 2 ? 11 : 6)
  tag(paper, paper.root, `H${level}`, () => put(paper, text, headingStyle(level), full))
  space(paper, level === 2 ? 4 : 2)
}

function drawParagraph(paper: Paper, { text, tone }: Extract<Block, { type: 'paragraph' }>): void {
  tag(paper, paper.root, 'P', () => put(paper, text, tone ? styles[tone] : styles.body, full))
  space(paper, 6)
}

function drawList(paper: Paper, items: string[]): void {
  const list = tag(paper, paper.root, 'L')
  for (const text of items) {
    need(paper, Math.min(heightOf(paper, text, styles.body, item.width), 45))
    const entry = tag(paper, list, 'LI')
    const y = paper.doc.y
    tag(paper, entry, 'Lbl', () => put(paper, '–', styles.body, { x: sheet.left, width: 14 }))
    tag(paper, entry, 'LBody', () => put(paper, text, styles.body, { ...item, y }))
    space(paper, 2)
  }
  list.end()
  space(paper, 5)
}

function drawFacts(paper: Paper, rows: { label: string; value: string }[]): void {
  const { doc } = paper
  const table = tag(paper, paper.root, 'Table')
  rule(paper)
  for (const row of rows) {
    need(paper, Math.min(factHeight(paper, row), 60))
    doc.y += 3.5
    const { y } = doc
    const { page } = doc
    const line = tag(paper, table, 'TR')
    tag(paper, line, 'TH', () => put(paper, row.label, styles.soft, label), 'Row')
    const below = doc.y
    tag(paper, line, 'TD', () => put(paper, row.value, styles.cell, { ...value, y: y - 0.5 }))
    // A value may run on to the next page and then ends there, whatever its label's height.
    if (doc.page === page) doc.y = Math.max(doc.y, below)
    doc.y += 2
    rule(paper)
  }
  table.end()
  space(paper, 9)
}

function drawClosing(paper: Paper, { greeting, lines }: Extract<Block, { type: 'closing' }>): void {
  space(paper, 10)
  tag(paper, paper.root, 'P', () => put(paper, greeting, styles.body, full))
  space(paper, 8)
  lines.forEach((text, index) => {
    tag(paper, paper.root, 'P', () => put(paper, text, index === 0 ? styles.strong : styles.body, full))
  })
  space(paper, 10)
}

/** Height of what must stand together at the beginning of these blocks, in points. */
function startHeight(paper: Paper, [block, ...rest]: Block[]): number {
  switch (block?.type) {
    case 'heading':
      return (
        17 + heightOf(paper, block.text, headingStyle(block.level), full.width) + startHeight(paper, rest)
      )
    case 'paragraph':
      return Math.min(heightOf(paper, block.text, styles.body, full.width), 45) + introduced(paper, rest)
    case 'list':
      return Math.min(heightOf(paper, block.items[0] ?? '', styles.body, item.width), 45)
    case 'facts':
      return Math.min(block.rows[0] ? factHeight(paper, block.rows[0]) : 0, 60)
    case 'table':
      return headHeight(paper, block)
    case 'closing':
      return 50 + block.lines.length * 15
    default:
      return 0
  }
}

/** A table or list is not parted from the sentence that introduces it. */
function introduced(paper: Paper, rest: Block[]): number {
  return rest[0]?.type === 'table' || rest[0]?.type === 'list' ? 6 + startHeight(paper, rest) : 0
}

function factHeight(paper: Paper, row: { label: string; value: string }): number {
  const left = heightOf(paper, row.label, styles.soft, label.width)
  return 6 + Math.max(left, heightOf(paper, row.value, styles.cell, value.width))
}

const headingStyle = (level?: 2 | 3): Style => (level === 3 ? styles.subheading : styles.heading)
