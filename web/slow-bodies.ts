import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** A connection over which a form or a file comes must bring this much in this time. */
const lookEveryMs = 5_000
const looksWithout = 3
const bytesAtLeast = 1_000

/**
 * Cuts off whoever sends the body of a request in drops: after 15 s with next to nothing, while the portal itself has read all that came. Whoever sends a
 * large file over a slow line is not touched.
 */
export function cutOffSlowBodies(server: Server): void {
  server.prependListener('request', (req: IncomingMessage, res: ServerResponse) => {
    if (req.headers['content-length'] === undefined && !req.headers['transfer-encoding']) return
    const { socket } = req
    let before = socket.bytesRead
    let without = 0
    const watch = setInterval(() => {
      const came = socket.bytesRead - before
      before = socket.bytesRead
      if (req.complete || req.readableLength > 0 || req.isPaused()) without = 0
      else if (came < bytesAtLeast) without++
      else without = 0
      if (without >= looksWithout) socket.destroy()
    }, lookEveryMs)
    watch.unref()
    const end = () => clearInterval(watch)
    req.once('end', end)
    res.once('close', end)
  })
}
