import { connect, type Socket } from 'node:net'
import { HttpError } from '../errors.js'

const pieceSize = 64 * 1024
/** Milliseconds in which clamd must answer once it has heard everything. */
const patience = 60_000

/** Something that clamd listens to while it comes in. */
export interface Scan {
  /** Hands on the next bytes, and waits until clamd takes more. */
  hear(bytes: Buffer): Promise<void>
  /** Whether there is a virus in all that was heard. Throws a 503 without a clear answer: what nobody has looked at is not taken. */
  verdict(): Promise<boolean>
  /** Nobody needs to know any more. */
  cancel(): void
}

/** Begins to ask clamd (protocol INSTREAM). `socket` is the path of its socket or `host:port`. */
export function beginScan(socket: string): Scan {
  const connection = connect(addressOf(socket))
  const answered = answerOn(connection)
  answered.catch(() => {}) // `verdict` tells; until then what comes in is only read
  const write = (bytes: Buffer) => new Promise<void>((done) => connection.write(bytes, () => done()))
  const begun = write(Buffer.from('zINSTREAM\0'))
  return {
    async hear(bytes) {
      await begun
      for (let at = 0; at < bytes.length; at += pieceSize) {
        const piece = bytes.subarray(at, at + pieceSize)
        await write(Buffer.concat([sizeOf(piece.length), piece]))
      }
    },
    async verdict() {
      connection.setTimeout(patience, () => connection.destroy(new Error('no answer in time')))
      connection.write(sizeOf(0), () => {})
      const answer = await answered.catch((error: Error) => {
        throw new HttpError(503, `clamd: ${error.message}`)
      })
      if (answer === 'stream: OK') return false
      if (answer.endsWith(' FOUND')) return true
      throw new HttpError(503, 'clamd gave no clear answer')
    },
    cancel: () => void connection.destroy(),
  }
}

/** Whether clamd finds a virus in these bytes. */
export async function hasVirus(socket: string, bytes: Buffer): Promise<boolean> {
  const scan = beginScan(socket)
  await scan.hear(bytes)
  return scan.verdict()
}

function answerOn(connection: Socket): Promise<string> {
  return new Promise((done, failed) => {
    let answer = ''
    connection.on('error', failed)
    connection.on('data', (piece) => {
      answer += piece
    })
    connection.on('close', () => done(answer.replace(/\0.*$/s, '').trim()))
  })
}

const sizeOf = (length: number): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length)
  return size
}

function addressOf(socket: string): { path: string } | { host: string; port: number } {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(socket) ?? []
  return host && port ? { host, port: Number(port) } : { path: socket }
}
