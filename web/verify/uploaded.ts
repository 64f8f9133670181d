import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import multer from 'multer'
import { fieldNames } from '../documents/field-names.js'
import { readableName } from '../documents/file-name.js'
import { HttpError } from '../errors.js'
import { largestFile } from '../mutations/salary-declaration/arriving.js'

/** What somebody holds against our receipts: a file, or what may be a receipt itself. */
export interface Uploaded {
  name: string
  size: number
  sha256: string
  /** The text of a small file. */
  text: string | null
}

/** Receipts are small. */
const smallFile = 20_000

/** Reads the form; the file is hashed as it streams, and nothing of it is kept. Null where there was none. */
export async function uploaded(req: Request, res: Response): Promise<Uploaded | null> {
  let found: Uploaded | null = null
  const storage: multer.StorageEngine = {
    _handleFile: (_req, file, done) => {
      hashed(file.stream).then(
        (it) => {
          found = { name: readableName(file.originalname), ...it }
          done(null, {})
        },
        (error) => done(error),
      )
    },
    _removeFile: (_req, _file, done) => done(null),
  }
  const limits = { files: 1, fileSize: largestFile, fields: 5, parts: 6, fieldSize: smallFile, ...fieldNames }
  const read = multer({ storage, limits, defParamCharset: 'utf8' }).single('file')
  await new Promise<void>((resolve, reject) =>
    read(req, res, (failure: unknown) => (failure ? reject(refusal(failure)) : resolve())),
  )
  const it = found as Uploaded | null
  return it && it.size > 0 ? it : null
}

const refusal = (failure: unknown) =>
  (failure as { code?: string }).code === 'LIMIT_FILE_SIZE'
    ? new HttpError(413, 'file too large')
    : new HttpError(400, 'unreadable upload')

async function hashed(stream: AsyncIterable<Buffer>): Promise<Omit<Uploaded, 'name'>> {
  const hash = createHash('sha256')
  const small: Buffer[] = []
  let size = 0
  for await (const bytes of stream) {
    hash.update(bytes)
    size += bytes.length
    if (size <= smallFile) small.push(bytes)
  }
  const text = size <= smallFile ? Buffer.concat(small).toString('utf8') : null
  return { size, sha256: hash.digest('hex'), text }
}
