import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { refuse } from '../refused.js'

const mebi = 1024 * 1024
/** What a workbook of ours can never reach. Sizes in bytes. */
export const limits = { file: 8 * mebi, entries: 100, unpacked: 48 * mebi, ratio: 120 }

/**
 * Looks into a workbook before anything opens it: every entry is unpacked and counted, so that no header is believed.
 * Throws a refusal for what is no workbook, holds macros or links, or would unfold to far more than it is.
 */
export async function guardWorkbook(bytes: Buffer): Promise<void> {
  refuseOthers(bytes)
  const zip = await opened(bytes)
  let unpacked = 0
  const names = new Set<string>()
  try {
    for (let entry = await next(zip); entry; entry = await next(zip)) {
      const name = entry.fileName.toLowerCase()
      if (names.has(name)) throw refuse('zip-broken')
      names.add(name)
      refuseUnwanted(entry)
      if (names.size > limits.entries) throw refuse('zip-bomb')
      const size = await sizeOf(zip, entry, limits.unpacked - unpacked)
      if (size > mebi && size > entry.compressedSize * limits.ratio) throw refuse('zip-bomb')
      unpacked += size
    }
  } finally {
    zip.close()
  }
  if (!names.has('xl/workbook.xml')) throw refuse('not-xlsx')
}

function refuseOthers(bytes: Buffer): void {
  if (bytes.length === 0) throw refuse('empty')
  if (bytes.length > limits.file) throw refuse('too-large', null, { megabytes: limits.file / mebi })
  const magic = bytes.subarray(0, 8).toString('hex')
  if (magic === 'd0cf11e0a1b11ae1')
    throw refuse(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'old-xls')
  if (!magic.startsWith('504b0304')) {
    const head = bytes.subarray(0, 2000).toString('latin1')
    throw refuse(!head.includes('\0') && /[;,\t]/.test(head) ? 'csv' : 'not-xlsx')
  }
}

function refuseUnwanted({ fileName, generalPurposeBitFlag }: Entry): void {
  if (generalPurposeBitFlag & 1) throw refuse('encrypted')
  if (/vbaProject|macrosheets|\.bin$/i.test(fileName) && !/printerSettings/i.test(fileName))
    throw refuse('macros')
  if (/externalLinks|connections\.xml|queryTables|embeddings/i.test(fileName)) throw refuse('external-links')
}

/** Bytes of an entry once unpacked; stops as soon as it is more than is left. */
function sizeOf(zip: ZipFile, entry: Entry, left: number): Promise<number> {
  return new Promise((resolve, reject) => {
    if (entry.uncompressedSize > left) return reject(refuse('zip-bomb'))
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(refuse('zip-broken'))
      let size = 0
      stream.on('data', (piece: Buffer) => {
        size += piece.length
        if (size > left) {
          stream.destroy()
          reject(refuse('zip-bomb'))
        }
      })
      stream.on('end', () => resolve(size))
      stream.on('error', () => reject(refuse('zip-broken')))
    })
  })
}

const opened = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) =>
      error || !zip ? reject(refuse('zip-broken')) : resolve(zip),
    ),
  )

function next(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      then()
    }
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)))
    zip.once('end', () => settle(() => resolve(null)))
    zip.once('error', () => settle(() => reject(refuse('zip-broken'))))
    zip.readEntry()
  })
}
