import type { Readable } from 'node:stream'
import type { Request } from 'express'
import type { StorageEngine } from 'multer'
import { HttpError } from '../errors.js'

/** The largest file that is taken, in bytes. */
export const bytesPerUpload = 10 * 1024 * 1024
const bytesReadAtMost = 10 * bytesPerUpload
/** What all files of a request may come to, however they are sent, and what those of all requests may hold at the same time; in bytes. */
export const bytesPerRequest = 100 * 1024 * 1024
const bytesHeldAtMost = 300 * 1024 * 1024

let heldByAll = 0

/** What the files of one request hold until it is answered. */
interface Held {
  bytes: number
  isOver: boolean
}
const held = new WeakMap<Request, Held>()

/**
 * Reads a file into memory. Of one that is too large only the size is kept, and reading goes on, so that the
 * fields behind it arrive and the form can be shown again as it was. Fails with a 413 where a request holds too much, and with a 503 where all together do.
 */
export const inMemory: StorageEngine = {
  _handleFile(req, file, done) {
    read(file.stream, heldBy(req)).then(
      (found) => done(null, found),
      (error) => done(error),
    )
  },
  _removeFile(req, file, done) {
    hold(heldBy(req), -(file.buffer?.length ?? 0))
    file.buffer = Buffer.alloc(0)
    done(null)
  },
}

function heldBy(req: Request): Held {
  const known = held.get(req)
  if (known) return known
  const fresh = { bytes: 0, isOver: false }
  held.set(req, fresh)
  req.res?.once('close', () => {
    hold(fresh, -fresh.bytes)
    fresh.isOver = true
  })
  return fresh
}

function hold(by: Held, bytes: number): void {
  if (by.isOver) return
  by.bytes += bytes
  heldByAll += bytes
}

async function read(stream: Readable, by: Held): Promise<{ buffer: Buffer; size: number }> {
  let chunks: Buffer[] = []
  let [size, kept] = [0, 0]
  const keep = (bytes: number) => {
    hold(by, bytes - kept)
    kept = bytes
  }
  try {
    for await (const chunk of stream) {
      size += chunk.length
      if (size > bytesReadAtMost) throw new HttpError(413, 'flood')
      const isKept = size <= bytesPerUpload
      if (isKept) chunks.push(chunk)
      else chunks = []
      keep(isKept ? size : 0)
      if (by.bytes > bytesPerRequest) throw new HttpError(413, 'flood')
      if (heldByAll > bytesHeldAtMost) throw new HttpError(503, 'too many files at once')
    }
  } catch (error) {
    keep(0)
    throw error
  }
  return { buffer: Buffer.concat(chunks), size }
}
