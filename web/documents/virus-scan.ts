import { connect } from 'node:net'
import { HttpError } from '../errors.js'

const pieceSize = 64 * 1024
/** Milliseconds in which clamd must answer. */
const patience = 20_000

/**
 * Whether clamd finds a virus in these bytes (protocol INSTREAM). `socket` is the path of its socket or `host:port`.
 * Throws a 503 when it cannot be asked or does not answer clearly: what nobody has looked at is not taken.
 */
export async function hasVirus(socket: string, bytes: Buffer): Promise<boolean> {
  const answer = await ask(socket, bytes).catch((error: Error) => {
    throw new HttpError(503, `clamd: ${error.message}`)
  })
  if (answer === 'stream: OK') return false
  if (answer.endsWith(' FOUND')) return true
  throw new HttpError(503, 'clamd gave no clear answer')
}

function ask(socket: string, bytes: Buffer): Promise<string> {
  return new Promise((done, failed) => {
    const connection = connect(addressOf(socket))
    let answer = ''
    connection.setTimeout(patience, () => connection.destroy(new Error('no answer in time')))
    connection.on('error', failed)
    connection.on('data', (piece) => {
      answer += piece
    })
    connection.on('close', () => done(answer.replace(/\0.*$/s, '').trim()))
    connection.write('zINSTREAM\0')
    for (let at = 0; at < bytes.length; at += pieceSize) {
      const piece = bytes.subarray(at, at + pieceSize)
      connection.write(sizeOf(piece.length))
      connection.write(piece)
    }
    connection.write(sizeOf(0))
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
