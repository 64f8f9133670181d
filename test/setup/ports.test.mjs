import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkPortFree, freePort, readPort, rememberedPort } from '../../scripts/setup/ports.mjs'
import { rejection, temporaryFolder } from './folders.mjs'

describe('The port', () => {
  const folder = temporaryFolder()
  let other

  async function occupy(host) {
    other = createServer().listen(0, host)
    await once(other, 'listening')
    return other.address().port
  }

  afterEach(() => other?.close())

  it('is accepted when nobody listens on it', async () => {
    await checkPortFree(await freePort())
  })

  for (const host of ['127.0.0.1', '0.0.0.0']) {
    it(`that another program has on ${host} is refused with the way out`, async () => {
      const port = await occupy(host)
      const error = await rejection(checkPortFree(port))
      expect(error.message).to.match(new RegExp(`^Port ${port} is already taken`))
      expect(error.advice).to.match(/PORT=\d+ npm start/)
    })
  }

  it('must be a number from 1 to 65535', () => {
    expect(readPort('3001')).to.equal(3001)
    for (const wrong of ['abc', '0', '65536', '30.5', '']) {
      expect(() => readPort(wrong), wrong).to.throw('not a port number')
    }
  })

  it('of the Temporal server stays the same from start to start, unless it was taken meanwhile', async () => {
    const file = join(folder(), 'temporal.port')
    const first = await rememberedPort(file)
    expect(await rememberedPort(file)).to.equal(first)
    other = createServer().listen(first, '127.0.0.1')
    await once(other, 'listening')
    const second = await rememberedPort(file)
    expect(second).not.to.equal(first)
    expect(await rememberedPort(file)).to.equal(second)
  })
})
