import type { Readable } from 'node:stream'
import type { StorageEngine } from 'multer'
import { HttpError } from '../errors.js'

/** The largest file that is taken, in bytes. */
export const bytesPerUpload = 10 * 1024 * 1024
const bytesReadAtMost = 10 * bytesPerUpload

/**
 * Reads a file into memory. Of one that is too large only the size is kept, and reading goes on, so that the
 * fields behind it arrive and the form can be shown again as it was.
 */
export const inMemory: StorageEngine = {
  _handleFile(_req, file, done) {
    read(file.stream).then(
      (found) => done(null, found),
      (error) => done(error),
    )
  },
  _removeFile(_req, file, done) {
    file.buffer = Buffer.alloc(0)
    done(null)
  },
}

async function read(stream: Readable): Promise<{ buffer: Buffer; size: number }> {
  let chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > bytesReadAtMost) throw new HttpError(413, 'flood')
    if (size <= bytesPerUpload) chunks.push(chunk)
    else chunks = []
  }
  return { buffer: Buffer.concat(chunks), size }
}
