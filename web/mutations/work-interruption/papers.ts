import { papersAboutOne } from '../papers-about-one.js'

export const interruptionPapers = ['medical', 'order', 'other'] as const

/** The documents of a report of an interruption: a certificate, or what calls somebody up. */
export const workInterruptionPapers = papersAboutOne(interruptionPapers, (purpose, t) =>
  t(`workInterruption:document.${purpose}`),
)
