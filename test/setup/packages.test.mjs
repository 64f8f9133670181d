import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { installPackages } from '../../scripts/setup/packages.mjs'
import { rejection, temporaryFolder } from './folders.mjs'

// A checkout whose lock file and package list disagree, so that an `npm ci` that is really run fails at once.
describe('The npm packages', () => {
  const folder = temporaryFolder()
  const file = (...parts) => join(folder(), ...parts)
  const install = () => installPackages(folder())
  const isNewer = (path, seconds) => utimesSync(path, new Date(), new Date(Date.now() + seconds * 1000))

  beforeEach(() => {
    mkdirSync(file('node_modules'))
    writeFileSync(file('package.json'), '{"name":"x","version":"1.0.0","dependencies":{"chai":"6.3.0"}}')
    writeFileSync(
      file('package-lock.json'),
      '{"name":"x","version":"1.0.0","lockfileVersion":3,"packages":{}}',
    )
    writeFileSync(file('node_modules', '.package-lock.json'), '{}')
    isNewer(file('node_modules', '.package-lock.json'), 10)
  })

  it('are left alone when they were installed after the lock file was written', async () => {
    await install()
    await install()
    expect(readFileSync(file('node_modules', '.portal-stamp'), 'utf8')).to.contain('node-')
  })

  it('are installed anew when the lock file has changed, and a failure says what npm said', async () => {
    await install()
    writeFileSync(
      file('package-lock.json'),
      '{"name":"x","version":"1.0.1","lockfileVersion":3,"packages":{}}',
    )
    isNewer(file('package-lock.json'), 20)
    const error = await rejection(install())
    expect(error.message).to.contain('could not be installed').and.to.contain('npm error')
    expect(error.advice).to.contain('Run npm install')
  })

  it('are left alone when a person has installed the new lock file by hand', async () => {
    await install()
    writeFileSync(
      file('package-lock.json'),
      '{"name":"x","version":"1.0.2","lockfileVersion":3,"packages":{}}',
    )
    isNewer(file('node_modules', '.package-lock.json'), 30)
    await install()
  })

  it('are installed anew after an install that was interrupted', async () => {
    rmSync(file('node_modules', '.package-lock.json'))
    expect((await rejection(install())).message).to.contain('could not be installed')
  })
})
