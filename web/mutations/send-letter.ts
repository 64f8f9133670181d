import type { Response } from 'express'
import { fileNameOf, type Letter } from '../../documents/letter.js'
import { disposition } from '../documents/send.js'

/** Shows a letter that was just made in the same tab, under its own name; nothing of it is kept, and nothing in it may run. */
export function sendLetter(res: Response, letter: Letter, pdf: Buffer): void {
  res
    .set({
      'Content-Type': 'application/pdf',
      'Content-Disposition': disposition('inline', fileNameOf(letter)),
      'Content-Security-Policy': "default-src 'none'; object-src 'self'; frame-ancestors 'self'",
      'Cache-Control': 'no-store, no-transform',
    })
    .send(pdf)
}
