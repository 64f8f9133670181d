import { join } from 'node:path'
import { expect } from 'chai'
import { cacheDir } from '../../scripts/setup/cache.mjs'
import { findChromium } from '../../scripts/setup/find-chromium.mjs'
import { checkNode } from '../../scripts/setup/node-version.mjs'
import { program, rejection, temporaryFolder } from './folders.mjs'

describe('What a machine has', () => {
  const folder = temporaryFolder()
  const env = () => ({ PATH: folder() })

  it('a Node.js older than 20.17 is refused, with the version that is there', () => {
    expect(() => checkNode('18.20.4')).to.throw('Node.js 20.17 or later is needed; this is 18.20.4.')
    expect(() => checkNode('20.16.0')).to.throw('needed')
    for (const good of ['20.17.0', '22.0.0', '24.1.0']) checkNode(good)
  })

  it('CHROMIUM_PATH comes before the Chromium on the PATH', async () => {
    const chosen = program(join(folder(), 'mine'), 'true')
    const chromium = program(join(folder(), 'chromium'), 'true')
    expect(await findChromium({ env: env() })).to.equal(chromium)
    expect(await findChromium({ env: { ...env(), CHROMIUM_PATH: chosen } })).to.equal(chosen)
  })

  it('a CHROMIUM_PATH that is no program is named', async () => {
    const error = await rejection(findChromium({ env: { ...env(), CHROMIUM_PATH: '/nowhere/chromium' } }))
    expect(error.message).to.contain('/nowhere/chromium')
  })

  it('Chromium is installed where that is possible', async () => {
    const install = async (name) => Boolean(program(join(folder(), name), 'true'))
    expect(await findChromium({ env: env(), install })).to.equal(join(folder(), 'chromium'))
  })

  it('the cache is where each system keeps such things, and XDG_CACHE_HOME wins', () => {
    expect(cacheDir({ HOME: '/home/a' }, 'linux')).to.equal('/home/a/.cache/ausgleich-portal')
    expect(cacheDir({ LOCALAPPDATA: '/c/Local' }, 'win32')).to.equal('/c/Local/ausgleich-portal')
    expect(cacheDir({}, 'darwin')).to.match(/Library\/Caches\/ausgleich-portal$/)
    expect(cacheDir({ XDG_CACHE_HOME: '/x' }, 'darwin')).to.equal('/x/ausgleich-portal')
  })
})
