import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'

/** Where the audit stood at a moment, signed: kept outside of the database, so that its owner cannot shorten or rewrite the chain. */
export interface Anchor {
  seq: number
  hash: string
  at: Instant
  signature: string
}

/** Signs anchors with a key of its own, made from the data key. */
export function anchorKey(dataKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'audit anchors', 32))
}

/** The last entry of the audit as an anchor, or null while there is none. */
export async function anchorOf(db: Knex, key: Buffer, at: Instant): Promise<Anchor | null> {
  const head = await db('audit').orderBy('seq', 'desc').first('seq', 'hash')
  if (!head) return null
  const anchor = { seq: head.seq, hash: head.hash, at }
  return { ...anchor, signature: signatureOf(anchor, key) }
}

/** What is wrong with an anchor, or with the audit if one believes the anchor. */
export type AnchorProblem = 'forged' | 'cut off' | 'rewritten'

/**
 * The first anchor that does not fit the audit: `forged` if it was not signed with one of these keys, `cut off` if its entry is
 * gone, `rewritten` if another stands there. Null if all fit. A whole chain that fits all anchors is the one that was written,
 * up to the last anchor.
 */
export async function firstBrokenAnchor(
  db: Knex,
  anchors: Anchor[],
  keys: Buffer[],
): Promise<{ anchor: Anchor; problem: AnchorProblem } | null> {
  for (const anchor of anchors.toSorted((a, b) => a.seq - b.seq)) {
    if (!keys.some((key) => isSigned(anchor, key))) return { anchor, problem: 'forged' }
    const entry = await db('audit').where({ seq: anchor.seq }).first('hash')
    if (!entry) return { anchor, problem: 'cut off' }
    if (entry.hash !== anchor.hash) return { anchor, problem: 'rewritten' }
  }
  return null
}

/** Anchors signed anew, with the key that signs from now on. Throws where one was signed by none of these keys. */
export function signAnew(anchors: Anchor[], keys: Buffer[], key: Buffer): Anchor[] {
  return anchors.map(({ seq, hash, at, signature }) => {
    if (!keys.some((old) => isSigned({ seq, hash, at, signature }, old)))
      throw new Error(`the anchor of ${at} was signed by none of the keys`)
    return { seq, hash, at, signature: signatureOf({ seq, hash, at }, key) }
  })
}

const signatureOf = ({ seq, hash, at }: Omit<Anchor, 'signature'>, key: Buffer) =>
  createHmac('sha256', key)
    .update(JSON.stringify([seq, hash, at]))
    .digest('hex')

function isSigned(anchor: Anchor, key: Buffer): boolean {
  const [given, right] = [Buffer.from(String(anchor.signature)), Buffer.from(signatureOf(anchor, key))]
  return given.length === right.length && timingSafeEqual(given, right)
}
