import type { Instant, IsoDate } from '../domain/dates.js'
import type { Gist } from '../domain/gist.js'
import type { Language } from '../domain/kinds.js'
import type { Logo } from '../offices/logo.js'
import { drawBlocks } from './drawing/blocks.js'
import { printable } from './drawing/glyphs.js'
import { drawHead, drawMargins } from './drawing/letterhead.js'
import { openPaper, sealPaper } from './drawing/paper.js'
import { drawPayment } from './drawing/payment.js'
import { signatureField } from './drawing/signature-field.js'
import { sign } from './signing/sign.js'
import type { Signer } from './signing/signer.js'
import { speechOf } from './speech.js'

/** A letter of the office: everything that is printed, in the reader's language. */
export interface Letter {
  language: Language
  /** What kind of letter it is, such as `Zulagenentscheid`; names the file and the PDF, holds no personal data. */
  title: string
  office: Office
  place: string
  date: IsoDate
  /** Name and address, one line each, as in the window of the envelope. */
  recipient: string[]
  reference: string
  subject: string
  blocks: Block[]
  /** Who receives a copy, one line each. */
  copyTo?: string[]
  /** What is to be paid: a QR-bill on a page of its own. */
  payment?: Payment
  /** What it comes to, for those who read it in the portal; not printed. */
  gist?: Gist
  /** Written into the PDF as its date of creation; the same letter and moment give the same bytes. */
  createdAt: Instant
}

export interface Office {
  name: string
  address: string[]
  phone: string
  email: string
  logo: Logo
  /** The colour of its marks, in six digits. */
  accent: string
}

/** A QR-bill: to which account, by whom, how much. */
export interface Payment {
  iban: string
  /** 27 digits, the last of which checks the others. */
  reference: string
  /** Rappen. */
  amount: number
  creditor: Party
  debtor: Party
}

export interface Party {
  name: string
  street: string
  zip: string
  city: string
}

export type Block =
  | { type: 'heading'; text: string; level?: 2 | 3 }
  | { type: 'paragraph'; text: string; tone?: 'strong' | 'soft' }
  | { type: 'list'; items: string[] }
  | { type: 'facts'; rows: { label: string; value: string }[] }
  | TableBlock
  | { type: 'closing'; greeting: string; lines: string[] }
  /** A QR code with an address, and what it is for. */
  | { type: 'code'; address: string; text: string }
  | { type: 'spacer' }

/** The first column names its row; the head is repeated on each page. */
export interface TableBlock {
  type: 'table'
  /** `share` is a column's part of the width, relative to the others. */
  columns: { title: string; share: number; align?: 'left' | 'right' }[]
  rows: Cell[][]
  /** A last row that sums up. */
  total?: Cell[]
}

/** A note stands small below the text. */
export type Cell = string | { text: string; note: string }

/** A letter as it leaves the office: signed where the office signs, and not at all where its signature fails. */
export const issueLetter = (letter: Letter, signer: Signer | null): Promise<Buffer> =>
  signer ? signedLetter(letter, signer) : renderLetter(letter)

/** Signed as of the letter's own moment, so that it stays the same bytes; never before its certificate holds. */
async function signedLetter(letter: Letter, signer: Signer): Promise<Buffer> {
  const at = new Date(Math.max(Date.parse(letter.createdAt), signer.validFrom.getTime()))
  return sign(await renderLetter(letter, at), signer)
}

/**
 * The letter as tagged, accessible PDF (PDF/UA-1, PDF/A-3a); `signedAt` leaves room for a signature. Same letter, same bytes.
 * Throws if a text holds a character that the letter's font cannot show.
 */
export async function renderLetter(letter: Letter, signedAt: Date | null = null): Promise<Buffer> {
  const speech = speechOf(letter.language)
  const paper = openPaper(letter)
  const clean = printable(letter, paper.has)
  drawHead(paper, clean, speech)
  drawBlocks(paper, clean.blocks)
  if (clean.copyTo?.length) {
    const copies = clean.copyTo.map((line) => speech.t('letters:letterhead.copyTo', { address: line }))
    drawBlocks(
      paper,
      copies.map((text) => ({ type: 'paragraph', text, tone: 'soft' })),
    )
  }
  drawMargins(paper, clean, speech)
  if (clean.payment) drawPayment(paper, clean.payment, speech)
  if (signedAt) signatureField(paper.doc, clean.office.name, signedAt)
  return sealPaper(paper)
}

/** A file name with letters, digits and hyphens, such as `Anmeldebestätigung_EM-AB12-CD34_2026-11-23.pdf`. */
export function fileNameOf(letter: Pick<Letter, 'title' | 'reference' | 'date'>): string {
  return `${[letter.title, letter.reference, letter.date].map(wordsOf).join('_')}.pdf`
}

/** An address on one line; postcode and town stay together where the line breaks. */
export function addressLine(lines: string[]): string {
  return lines.map((line) => line.replace(/^([A-Z]{1,3}-)?(\d{4,5}) /, '$1$2\u00a0')).join(', ')
}

const wordsOf = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
