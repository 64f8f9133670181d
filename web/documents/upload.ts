import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Knex } from 'knex'
import multer from 'multer'
import { type Document, documentById, storeDocument, uploadedSince } from '../../db/reports/documents.js'
import { swissDate, swissInstant } from '../../domain/dates.js'
import { atOnce, uploadsAtOnce } from '../at-once.js'
import { requireToken } from '../csrf.js'
import type { Deps } from '../deps.js'
import { HttpError } from '../errors.js'
import { removeNulls } from '../no-nulls.js'
import { byOf } from '../visit.js'
import type { FileKind, FileProblem } from './check.js'
import { fieldNames } from './field-names.js'
import { fileName } from './file-name.js'
import { bytesPerRequest, bytesPerUpload, inMemory } from './in-memory.js'
import { lookInThread } from './look-in-thread.js'
import { isWholePdf } from './qpdf.js'
import { hasVirus } from './virus-scan.js'

/** Why an upload was not kept; the texts of `documents` have a sentence for each. */
export type UploadProblem = FileProblem | 'missing' | 'two' | 'too-large' | 'quota' | 'virus'

/** To whom and what an uploaded file belongs. `purpose` is a word of the mutation's kind. */
export interface Belonging {
  employerId: string
  employeeId: string | null
  mutationId: string | null
  purpose: string
  /** `filed` where the office sends it; an employer's upload otherwise. */
  origin?: 'upload' | 'filed'
  forOffice?: number
  /** A name in place of that of the file. */
  called?: string
}

type Stored = { document: Document } | { problem: UploadProblem; status: 413 | 422 }

const megabyte = 1024 * 1024
/** What one employer may upload in a day, and what the office may file for it, in bytes. */
const bytesPerDay = 200 * megabyte

/**
 * Reads a form with one file in the field `file`, chosen or photographed, then checks its CSRF token: the fields are in `req.body`
 * afterwards, also when the file is too large. What cannot be read as a form is a 400, a flood a 413.
 */
export function receiveFile(): RequestHandler {
  return received(reader({ files: 2, fields: 30 }).array('file', 2))
}

/** What came in a field, which a phone shows twice: to choose a file and to take a photo. What was left empty does not count. */
export const filesIn = ({ files }: Request, field: string): Express.Multer.File[] =>
  Array.isArray(files) ? files.filter(({ fieldname }) => fieldname === field) : []

/** The same for a form with many rows, each with a file of its own, under any names: they are in `req.files` afterwards. */
export function receiveFiles(rows: number, fieldsPerRow: number): RequestHandler {
  return received(reader({ files: rows, fields: rows * fieldsPerRow + 20 }).any())
}

const reader = ({ files, fields }: { files: number; fields: number }) =>
  multer({
    storage: inMemory,
    limits: {
      files,
      fields,
      parts: files + fields + 10,
      fieldSize: 20_000,
      ...fieldNames,
    },
    defParamCharset: 'utf8',
  })

/** Files lie in memory while they are read and looked at. */
const inTurn = atOnce(uploadsAtOnce)

function received(read: RequestHandler): RequestHandler {
  return (req, res, next) => {
    if (Number(req.get('Content-Length') ?? 0) > bytesPerRequest) throw new HttpError(413, 'flood')
    // multer calls back from the stream of the request, which knows nothing of the employer it is about
    const answered = AsyncResource.bind((failure: unknown) => {
      if (failure) return next(failure instanceof HttpError ? failure : unreadable(failure))
      try {
        removeNulls(req)
        requireToken(req)
        next()
      } catch (error) {
        next(error)
      }
    })
    inTurn(req, res, () => read(req, res, answered))
  }
}

/**
 * Keeps the file that `receiveFile` has read, sealed, or says what is wrong with it; a picture without its camera's data.
 * `also` writes what belongs to the document in the same transaction.
 */
export async function storeUpload(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  req: Request,
  belonging: Belonging,
  also: (trx: Knex.Transaction, document: Document) => Promise<void> = async () => {},
  field = 'file',
): Promise<Stored> {
  const [file, another] = filesIn(req, field)
  if (another) return { problem: 'two', status: 422 }
  return storeFile(deps, req, belonging, file, also)
}

/** The same for one of the files that `receiveFiles` has read. */
export async function storeFile(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  req: Request,
  belonging: Belonging,
  file: Express.Multer.File | undefined,
  also: (trx: Knex.Transaction, document: Document) => Promise<void> = async () => {},
): Promise<Stored> {
  const examined = await examine(config, file)
  if ('problem' in examined) return examined
  const { kind, bytes, activeContent } = examined
  const midnight = swissInstant(swissDate(clock()), 0)
  const { called, origin = 'upload', ...whose } = belonging
  return db.transaction(async (trx) => {
    const today = await uploadedSince(trx, whose.employerId, midnight, origin)
    if (today + examined.size > bytesPerDay) return { problem: 'quota', status: 413 }
    const id = randomUUID()
    const name = fileName(called ? `${called}.${kind.extension}` : examined.name, kind.extension)
    await storeDocument(trx, { ...whose, id, origin, name, mime: kind.mime, activeContent }, bytes, byOf(req))
    const document = await documentById(trx, id)
    if (!document) throw new Error('the document was not stored')
    await also(trx, document)
    return { document }
  })
}

/** A file that may be kept. */
export interface Examined {
  kind: FileKind
  /** A picture without its camera's data. */
  bytes: Buffer
  activeContent: string
  /** As its owner called it. */
  name: string
  /** As it was sent, in bytes. */
  size: number
}

/** Looks whether a file may be kept: its size, kind, structure, and what a virus scanner says. */
export async function examine(
  config: Deps['config'],
  file: Express.Multer.File | undefined,
): Promise<Examined | { problem: UploadProblem; status: 413 | 422 }> {
  if (!file) return { problem: 'missing', status: 422 }
  if (file.size > bytesPerUpload) return { problem: 'too-large', status: 413 }
  const looked = await lookInThread({ bytes: file.buffer, name: file.originalname })
  if ('problem' in looked) return { problem: looked.problem, status: 422 }
  const { kind, activeContent, picture } = looked
  if (!picture && config.qpdf && !(await isWholePdf(config.qpdf, file.buffer)))
    return { problem: 'broken', status: 422 }
  if (config.clamdSocket && (await hasVirus(config.clamdSocket, file.buffer)))
    return { problem: 'virus', status: 422 }
  const bytes = picture ? Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength) : file.buffer
  return { kind, bytes, activeContent, name: file.originalname, size: file.size }
}

const unreadable = (failure: unknown) =>
  new HttpError(400, `unreadable upload: ${failure instanceof Error ? failure.message : 'unknown'}`)
