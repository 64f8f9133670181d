import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { run } from './run.mjs'
import { trouble } from './say.mjs'

/** The port number written in `text`. Throws a trouble when it is none. */
export function readPort(text) {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw trouble(
    `PORT is «${text}», which is not a port number.`,
    'Give a number from 1 to 65535, say: PORT=3001 npm start',
  )
}

/** Throws a trouble that names who has the port, where that can be found out, and what to do. */
export async function checkPortFree(port) {
  // Some systems let the wildcard address be taken beside a loopback one, hence all three.
  for (const host of ['127.0.0.1', '::1', undefined]) {
    const code = await tryListen(port, host)
    if (code === 'EACCES') {
      throw trouble(
        `This user may not listen on port ${port}.`,
        'Choose one above 1023, say: PORT=3001 npm start',
      )
    }
    if (code === 'EADDRINUSE') {
      throw trouble(
        `Port ${port} is already taken${await holder(port)}.`,
        `Stop that program, or choose another port, say: PORT=${port === 65_535 ? 3001 : port + 1} npm start`,
      )
    }
  }
}

/** A loopback port that nobody listens on now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** The free loopback port noted in `file`, or another one, which is then noted: the same address at every start. */
export async function rememberedPort(file) {
  const noted = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (noted && !(await tryListen(noted, '127.0.0.1'))) return noted
  const port = await freePort()
  writeFileSync(file, `${port}\n`)
  return port
}

function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

async function holder(port) {
  const { code, output } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    timeoutMs: 3000,
  })
  if (code === 0) {
    const field = (letter) => output.match(new RegExp(`^${letter}(.+)$`, 'm'))?.[1]
    return ` by «${field('c')}» (process ${field('p')})`
  }
  const sockets = await run('ss', ['-Hltnp', `sport = :${port}`], { timeoutMs: 3000 })
  const [, name, pid] = sockets.output.match(/\(\("([^"]+)",pid=(\d+)/) ?? []
  return sockets.code === 0 && name ? ` by «${name}» (process ${pid})` : ''
}
