import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Declaration } from '../../../db/declarations/declarations.js'
import { filePieces } from '../../../db/declarations/parts.js'
import type { Mutation } from '../../../db/reports/mutations.js'
import type { Deps } from '../../deps.js'
import { disposition, sheetType } from '../../documents/send.js'
import { notFound } from '../../errors.js'
import { elmOf } from './elm.js'

const mimes = {
  elm: 'application/xml',
  excel: sheetType,
}

/** Sends the file that the wages came in with, byte for byte; a 404 where they were typed in the portal. */
export async function sendOriginal(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  res: Response,
  declaration: Declaration,
): Promise<void> {
  if (declaration.way === 'online') throw notFound()
  await stream(res, declaration.fileName, mimes[declaration.way], filePieces(db, vault, declaration))
}

/** Sends the wages as they count as a message of ELM 5.0. */
export async function sendElm(
  deps: Deps,
  res: Response,
  mutation: Mutation,
  declaration: Declaration | null,
): Promise<void> {
  await stream(res, `${mutation.reference}.xml`, mimes.elm, await elmOf(deps, mutation, declaration))
}

/** Sends what comes piece by piece; one that breaks off cuts the connection, so that nobody takes it for the whole. */
async function stream(
  res: Response,
  name: string,
  mime: string,
  pieces: AsyncIterable<Buffer | string>,
): Promise<void> {
  res.set({
    'Content-Type': mime,
    'Content-Disposition': disposition('attachment', name),
    'Cache-Control': 'no-store, no-transform',
    'X-Content-Type-Options': 'nosniff',
  })
  await pipeline(Readable.from(pieces), res)
}
