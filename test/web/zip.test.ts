import { once } from 'node:events'
import { get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import express from 'express'
import { type Packed, sendZip } from '../../web/documents/zip.js'
import { unheard } from '../unheard.js'

describe('An archive that is being sent', () => {
  let server: Server
  let isLeft: Promise<unknown>
  let ended: Promise<unknown>
  let read = 0

  /** The first file at once, the next ones when the client has gone. */
  async function* files(): AsyncGenerator<Packed> {
    for (let nth = 1; nth <= 3; nth++) {
      read = nth
      if (nth === 2) await isLeft
      yield { name: `${nth}.pdf`, bytes: Buffer.alloc(100_000), mtime: new Date(0), compress: false }
    }
  }

  before(async () => {
    const app = express().get('/', (_req, res) => {
      isLeft = once(res, 'close')
      ended = sendZip(res, files()).catch((error) => error)
    })
    server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(() => void server.close())

  it('ends when its reader leaves: nothing more is read, and whoever sends it hears of it', async () => {
    const { port } = server.address() as AddressInfo
    const lost = await unheard(async () => {
      const asked = get({ port, host: '127.0.0.1' })
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      answer.destroy()
      await isLeft
      await ended
    })
    expect(lost).to.deep.equal([])
    expect(await ended).to.have.property('code', 'ERR_STREAM_PREMATURE_CLOSE')
    expect(read).to.equal(2)
  })
})
