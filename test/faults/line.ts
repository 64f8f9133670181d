import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** A line to a server on loopback that can be cut, and on which what is connected can fall silent for ever. */
export async function openLine(port: number) {
  const pairs = new Set<[Socket, Socket]>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    near.pipe(far)
    far.pipe(near)
    for (const socket of pair) {
      socket.on('error', () => {})
      socket.on('close', () => {
        for (const it of pair) it.destroy()
        pairs.delete(pair)
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const each = (act: (socket: Socket, other: Socket) => void) => {
    for (const [near, far] of [...pairs]) {
      act(near, far)
      act(far, near)
    }
  }
  const cut = () => each((socket) => socket.destroy())
  return {
    port: (server.address() as AddressInfo).port,
    /** How many are connected. */
    count: () => pairs.size,
    cut,
    /** Nothing goes over what is connected now, in either direction, and nobody is told; whoever connects anew notices nothing. */
    fallSilent: () =>
      each((socket, other) => {
        socket.unpipe(other)
        socket.pause()
      }),
    async close() {
      cut()
      await new Promise((done) => server.close(done))
    },
  }
}

export type Line = Awaited<ReturnType<typeof openLine>>
