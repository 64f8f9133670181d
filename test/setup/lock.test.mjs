import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { takeLock } from '../../scripts/setup/lock.mjs'
import { rejection, temporaryFolder } from './folders.mjs'

describe('The data directory', () => {
  const folder = temporaryFolder()
  const file = () => join(folder(), 'npm-start.json')
  const started = []

  // A process whose command line looks as that of npm start, or of what it starts.
  function running(name) {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', name], { stdio: 'ignore' })
    started.push(child)
    return child
  }

  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
  })

  it('belongs to one npm start at a time', async () => {
    const owner = running('scripts/start.mjs')
    writeFileSync(file(), JSON.stringify({ pid: owner.pid, children: [] }))
    const error = await rejection(takeLock(folder()))
    expect(error.message).to.contain(`in use by another npm start (process ${owner.pid})`)
    expect(error.advice).to.contain('DATA_DIR=')
  })

  it('is free again after a proper end', async () => {
    const lock = await takeLock(folder())
    expect(existsSync(file())).to.equal(true)
    lock.release()
    await takeLock(folder())
  })

  it('is taken over from one that was killed, and what that one left running is stopped first', async () => {
    const left = running('worker.ts')
    const ended = once(left, 'exit')
    writeFileSync(file(), JSON.stringify({ pid: 2 ** 22 + 1, children: [left.pid] }))
    await takeLock(folder())
    expect((await ended)[1]).to.equal('SIGTERM')
  })

  it('never stops a stranger who has got the process number meanwhile', async () => {
    const stranger = running('somebody-else')
    writeFileSync(file(), JSON.stringify({ pid: stranger.pid, children: [stranger.pid] }))
    await takeLock(folder())
    expect(stranger.exitCode).to.equal(null)
    expect(stranger.signalCode).to.equal(null)
    process.kill(stranger.pid, 0)
  })

  it('whose note was cut off by a power loss can be used', async () => {
    writeFileSync(file(), '{"pid":')
    await takeLock(folder())
  })
})
