import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { ZipFile } from 'yazl'

/** A file in an archive. */
export interface Packed {
  name: string
  bytes: Buffer
  mtime: Date
  /** Compressed unless it is already, such as a PDF. */
  compress: boolean
}

/**
 * Sends files as one ZIP file, each as soon as it is read. What breaks off, because a file cannot be read or because nobody is
 * listening any more, cuts the connection, so that nobody takes it for the whole; then it throws.
 */
export async function sendZip(res: Response, files: AsyncIterable<Packed>): Promise<void> {
  const zip = new ZipFile()
  const fill = async () => {
    for await (const { name, bytes, ...options } of files) {
      if (res.destroyed) return
      zip.addBuffer(bytes, name, options)
    }
    zip.end()
  }
  const filled = fill().catch((error) => {
    res.destroy()
    throw error
  })
  // together: one that fails while the other is still under way would be heard by nobody
  await Promise.all([filled, pipeline(zip.outputStream, res)])
}
