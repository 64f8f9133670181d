import { Agent, request } from 'node:http'

export interface Sent {
  status: number
  body: string
  /** The cookie of the session from now on, where the answer sets one. */
  cookie: string | undefined
  /** Milliseconds from the request to the end of the answer. */
  ms: number
}

export type Send = ReturnType<typeof openSender>['send']

/** Sends requests over connections that stay open, as a proxy does: the measuring must cost little beside what is measured. */
export function openSender(origin: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send = (
    path: string,
    cookie: string,
    fields?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Sent> =>
    new Promise((done, failed) => {
      const begun = performance.now()
      const body = fields && new URLSearchParams(fields).toString()
      const form = body && {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
      }
      const asked = request(origin + path, {
        agent,
        method: body ? 'POST' : 'GET',
        headers: { ...headers, cookie, ...form },
      })
      asked.on('error', failed)
      asked.on('response', (answer) => {
        const chunks: Buffer[] = []
        answer.on('error', failed)
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () =>
          done({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            cookie: answer.headers['set-cookie']?.find((it) => it.startsWith('sid='))?.split(';')[0],
            ms: performance.now() - begun,
          }),
        )
      })
      asked.end(body)
    })
  return { send, close: () => agent.destroy() }
}
