import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Heard {
  id: string
  body: { type: string; data: { cursor: string; employer: string; number: number; id: string } }
  /** Whether one of its signatures is of this receiver's secret. */
  signed: boolean
}

/** A program of the office that is told of events: it takes them, or answers what the test says. */
export async function openReceiver() {
  const heard: Heard[] = []
  const state = { secret: '', answer: (_heard: Heard): number => 204 }
  const server = createServer((req, res) => {
    const pieces: Buffer[] = []
    req.on('data', (piece) => pieces.push(piece))
    req.on('end', () => {
      const text = Buffer.concat(pieces).toString()
      const id = String(req.headers['webhook-id'])
      const said = `${id}.${req.headers['webhook-timestamp']}.${text}`
      const key = Buffer.from(state.secret.replace('whsec_', ''), 'base64')
      const own = createHmac('sha256', key).update(said).digest()
      const signatures = String(req.headers['webhook-signature']).split(' ').map((it) => Buffer.from(it.replace('v1,', ''), 'base64')) // biome-ignore format: one line
      const signed = signatures.some((it) => it.length === own.length && timingSafeEqual(it, own))
      const one = { id, body: JSON.parse(text), signed }
      const status = state.answer(one)
      if (status < 300) heard.push(one)
      res.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    state,
    close: () => new Promise((done) => server.close(done)),
  }
}
