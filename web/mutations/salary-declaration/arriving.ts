import { createHash, randomUUID } from 'node:crypto'
import { countTry, type Limit } from '../../../db/access/tries.js'
import type { By } from '../../../db/audit/note.js'
import {
  type Arrived,
  beginDeclaration,
  declarationOf,
  fileArrived,
} from '../../../db/declarations/declarations.js'
import { staffCount } from '../../../db/declarations/known.js'
import { forgetUpload, keepPiece } from '../../../db/declarations/parts.js'
import type { Mutation } from '../../../db/reports/mutations.js'
import { prepareReading } from '../../../salaries/reading.js'
import type { Deps } from '../../deps.js'
import { beginScan } from '../../documents/virus-scan.js'

const mebi = 1024 * 1024
/** The largest file of a payroll program that is taken: well over a hundred thousand persons. */
export const largestFile = 600 * mebi
/** What is kept as one piece, in bytes. */
const pieceSize = mebi
/** What one employer may send in a day, in pieces: some 2 GB, also of files that broke off or were replaced. */
export const piecesPerDay: Limit = { most: 2000, minutes: 24 * 60 }

/** A file on its way in; everything of it that has come in is kept sealed, and nothing of it is ever whole in memory. */
export interface Arriving {
  arrived: Omit<Arrived, 'year'>
  /** More came than is taken: it was not kept. */
  tooLarge: boolean
  /** A virus was found in it: it was not kept. */
  hasVirus: boolean
  /** The employer has sent more than is taken in a day: it was not kept. */
  overQuota: boolean
}

/**
 * Takes a file in as it streams, under a report; it counts once `fileArrived` says so. Where there is a scanner for viruses, it hears
 * everything; a 503 if it gives no clear answer. Throws what the stream throws.
 */
export async function takeIn(
  { db, vault, clock, config }: Pick<Deps, 'db' | 'vault' | 'clock' | 'config'>,
  { id, employerId }: Pick<Mutation, 'id' | 'employerId'>,
  year: number,
  fileName: string,
  stream: AsyncIterable<Buffer>,
): Promise<Arriving> {
  prepareReading(await staffCount(db, employerId))
  await beginDeclaration(db, vault, { id, employerId }, year)
  const owner = await declarationOf(db, id)
  if (!owner) throw new Error('the declaration is gone')
  const upload = randomUUID()
  const hash = createHash('sha256')
  let [waiting, held]: [Buffer[], number] = [[], 0]
  let [fileSize, pieces] = [0, 0]
  let way: 'elm' | 'excel' = 'elm'
  const scan = config.clamdSocket ? beginScan(config.clamdSocket) : null
  let [hasVirus, overQuota] = [false, false]
  const keep = async () => {
    const bytes = Buffer.concat(waiting)
    ;[waiting, held] = [[], 0]
    if (pieces === 0) way = wayOf(bytes, fileName)
    overQuota ||= !(await countTry(db, `wage-files/${employerId}`, piecesPerDay, Date.parse(clock())))
    if (!overQuota) await keepPiece(db, vault, owner, upload, pieces++, bytes)
  }
  try {
    for await (const bytes of stream) {
      fileSize += bytes.length
      if (fileSize > largestFile || overQuota) continue
      hash.update(bytes)
      await scan?.hear(bytes)
      waiting.push(bytes)
      held += bytes.length
      if (held >= pieceSize) await keep()
    }
    if (held > 0 || pieces === 0) await keep()
    if (fileSize <= largestFile && !overQuota) hasVirus = (await scan?.verdict()) ?? false
  } catch (error) {
    scan?.cancel()
    await forgetUpload(db, id, upload)
    throw error
  }
  const tooLarge = fileSize > largestFile
  if (tooLarge || overQuota) scan?.cancel()
  if (tooLarge || hasVirus || overQuota) await forgetUpload(db, id, upload)
  return {
    arrived: { upload, way, fileName, fileSize, fileHash: hash.digest('hex'), pieces },
    tooLarge,
    hasVirus,
    overQuota,
  }
}

/** Makes what came in count. False where the report was sent meanwhile. */
export async function letCount(
  { db }: Pick<Deps, 'db'>,
  mutationId: string,
  year: number,
  { arrived }: Arriving,
  by: By,
): Promise<boolean> {
  return fileArrived(db, mutationId, { ...arrived, year }, by)
}

/** By its first bytes, then by its name: who saved a list as text meant a sheet. */
function wayOf(first: Buffer, name: string): 'elm' | 'excel' {
  const magic = first.subarray(0, 4).toString('hex')
  if (magic === '504b0304' || magic === 'd0cf11e0') return 'excel'
  return /\.(xlsx?|xlsm|csv|ods|txt)$/i.test(name) && !/^\s*</.test(first.subarray(0, 100).toString('latin1'))
    ? 'excel'
    : 'elm'
}
