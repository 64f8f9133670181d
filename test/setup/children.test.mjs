import { lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { startChild } from '../../scripts/setup/children.mjs'
import { rejection, temporaryFolder } from './folders.mjs'

describe('A program that npm start starts', () => {
  const folder = temporaryFolder()
  const start = (code, more = {}) =>
    startChild({
      name: 'the portal',
      command: process.execPath,
      args: ['-e', code],
      log: join(folder(), 'portal.log'),
      readyLine: /Portal ready: \S+/,
      ...more,
    })
  const stays = "console.log('Portal ready: http://localhost:1'); setInterval(() => {}, 1000)"

  it('is ready when it says so, ends when asked, and its words are in the log', async () => {
    const child = start(stays)
    expect((await child.ready)[0]).to.equal('Portal ready: http://localhost:1')
    await child.stop()
    expect(await child.ended).to.equal('was ended by SIGTERM')
    expect(readFileSync(join(folder(), 'portal.log'), 'utf8')).to.contain('Portal ready')
  })

  it('that ends before it is ready is reported with its last words and the log to read', async () => {
    const child = start("console.error('These settings are wrong: PORT'); process.exit(3)")
    const error = await rejection(child.ready)
    expect(error.message)
      .to.contain('The portal ended with code 3')
      .and.to.contain('settings are wrong: PORT')
    expect(error.advice).to.contain('portal.log')
  })

  it('may be told to write to a device, which stays where it is', async () => {
    const log = join(folder(), 'away')
    symlinkSync('/dev/null', log) // by a link, so that nothing is lost should this fail
    const child = start(stays, { log })
    await child.ready
    expect(lstatSync(log).isSymbolicLink()).to.equal(true)
    await child.stop()
  })

  it('that is not there is reported', async () => {
    const error = await rejection(start('', { command: join(folder(), 'missing') }).ready)
    expect(error.message).to.contain('could not be started')
  })

  it('that never gets ready is reported', async () => {
    const child = start('setInterval(() => {}, 1000)', { readyMs: 300 })
    expect((await rejection(child.ready)).message).to.contain('was not ready after 0.3 s')
    await child.stop()
  })

  it('that ends later without being asked is a failure, and when asked it is none', async () => {
    const failures = []
    const dies = start('setTimeout(() => process.exit(1), 100)')
    dies.onFailure((error) => failures.push(error.message))
    await dies.ended
    const asked = start(stays, { log: join(folder(), 'asked.log') })
    asked.onFailure((error) => failures.push(error.message))
    await asked.ready
    await asked.stop()
    expect(failures).to.have.length(1)
    expect(failures[0]).to.contain('ended with code 1')
  })
})
