import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { delimiter, join } from 'node:path'
import { expect } from 'chai'
import { findTemporal } from '../../scripts/setup/find-temporal.mjs'
import { freePort } from '../../scripts/setup/ports.mjs'
import { program, rejection, temporaryFolder } from './folders.mjs'

const answersItsVersion = 'echo "temporal version 1.5.1 (Server 1.29.1)"'

describe('The Temporal server is looked for', () => {
  const folder = temporaryFolder()
  let site
  let published

  const env = () => ({
    PATH: [join(folder(), 'path'), '/usr/bin', '/bin'].join(delimiter),
    HOME: folder(),
    XDG_CACHE_HOME: join(folder(), 'cache'),
  })
  const find = () => findTemporal({ env: env(), site })
  const cached = () => join(folder(), 'cache', 'ausgleich-portal', 'bin', 'temporal')
  const putOnPath = (name, body) => program(join(folder(), 'path', name), body)
  const publish = (body) => {
    program(join(folder(), 'published', 'temporal'), body)
    execFileSync('tar', ['-czf', 'a.tar.gz', '-C', 'published', 'temporal'], { cwd: folder() })
    published = () => readFileSync(join(folder(), 'a.tar.gz'))
  }
  const goThatBuilds = (body) =>
    putOnPath('go', `printf '#!/bin/sh\\n${body}\\n' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"`)

  // Stands where Temporal's download site stands, and speaks as it does to the SDK.
  const server = createServer((request, response) => {
    if (!published) return response.writeHead(503).end()
    if (request.url.startsWith('/archive')) return response.end(published())
    response.end(JSON.stringify({ archiveUrl: `${site}/archive.tar.gz`, fileToExtract: 'temporal' }))
  })

  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    site = `http://127.0.0.1:${server.address().port}`
  })
  after(() => server.close())
  beforeEach(() => {
    published = undefined
  })

  it('first on the PATH', async () => {
    const onPath = putOnPath('temporal', answersItsVersion)
    program(cached(), answersItsVersion)
    expect(await find()).to.equal(onPath)
  })

  it('then in the cache, also when the PATH has another program of that name', async () => {
    putOnPath('temporal', 'echo "a calendar"')
    program(cached(), answersItsVersion)
    expect(await find()).to.equal(cached())
  })

  it('then at the official download, which goes to the cache', async () => {
    publish(answersItsVersion)
    goThatBuilds('exit 1')
    expect(await find()).to.equal(cached())
    expect(readFileSync(cached(), 'utf8')).to.contain(answersItsVersion)
  })

  for (const [what, breakIt] of [
    ['does not answer', () => {}],
    ['sends something that is no archive', () => (published = () => 'a page of your provider')],
    ['sends a program that does not run', () => publish('exit 1')],
  ]) {
    it(`and is built with Go when the download ${what}`, async () => {
      breakIt()
      goThatBuilds('echo "temporal version 0.0.0-DEV"')
      expect(await find()).to.equal(cached())
      expect(readFileSync(cached(), 'utf8')).to.contain('DEV')
    })
  }

  it('and when all fails, one sentence says what failed and what to do, and nothing is left behind', async () => {
    site = `http://127.0.0.1:${await freePort()}`
    putOnPath('go', 'echo "no route to the module proxy"; exit 1')
    const error = await rejection(find())
    expect(error.message).to.contain('was not reached').and.to.contain('no route to the module proxy')
    expect(error.advice).to.contain('TEMPORAL_ADDRESS')
    expect(existsSync(cached())).to.equal(false)
    expect(readdirSync(join(folder(), 'cache', 'ausgleich-portal'))).to.deep.equal([])
  })
})
