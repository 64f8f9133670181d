import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request } from 'express'

/** How an answer is compressed; null for a client that takes it only as it is. */
export type Encoding = 'br' | 'gzip' | null

const ways = { br: promisify(brotliCompress), gzip: promisify(gzip) }
const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }

/** The best way to compress that a client takes. */
export function encodingFor(req: Request): Encoding {
  const best = req.acceptsEncodings('br', 'gzip', 'identity')
  return best === 'br' || best === 'gzip' ? best : null
}

/** The bytes of an answer, compressed. */
export const pack = (bytes: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> =>
  encoding === 'br' ? ways.br(bytes, { params }) : ways.gzip(bytes)
