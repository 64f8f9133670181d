import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { startChild } from '../../scripts/setup/children.mjs'
import { run } from '../../scripts/setup/run.mjs'
import { temporaryFolder } from './folders.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'dist')

describe('What npm run build writes', function () {
  this.timeout(240_000)
  const folder = temporaryFolder()
  const env = () => ({
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: '0',
    BASE_URL: 'http://localhost',
    DATA_DIR: folder(),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    DATA_KEY: randomBytes(32).toString('base64'),
    RECEIPT_KEY: randomBytes(32).toString('base64'),
    TEMPORAL_ADDRESS: '127.0.0.1:9',
  })

  it('runs without TypeScript: the database is migrated, and the portal shows its door with style and script', async () => {
    if (!existsSync(join(dist, 'node_modules')))
      symlinkSync(join(root, 'node_modules'), join(dist, 'node_modules'))
    const migrated = await run(process.execPath, ['scripts/migrate.js'], { cwd: dist, env: env() })
    expect(migrated.code, migrated.output).to.equal(0)
    const settings = env()
    const log = join(folder(), 'portal.log')
    const command = { command: process.execPath, args: ['server.js'], cwd: dist, env: settings }
    const portal = startChild({ name: 'the portal', ...command, log, readyLine: /Portal ready: (\S+)/ })
    try {
      const [, url] = await portal.ready
      const page = await fetch(`${url}/sign-in`)
      expect(page.status).to.equal(200)
      const files = [...(await page.text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
        ([, path]) => path,
      )
      expect(files).to.have.length.greaterThan(2)
      for (const path of files) expect((await fetch(url + path)).status, path).to.equal(200)
    } finally {
      await portal.stop()
    }
  })

  it('holds every program of the source, those that are started in a thread as well', () => {
    const all = readdirSync(root, { recursive: true })
    const left = /^(node_modules|dist|build|test|bench|data)\//
    const programs = all.filter((file) => /(?<!\.d)\.ts$/.test(file) && !left.test(file))
    expect(programs).to.have.length.greaterThan(300)
    expect(programs.filter((file) => !existsSync(join(dist, file.replace(/\.ts$/, '.js'))))).to.deep.equal([])
  })

  it('starts the programs of an operator by the names that the manual gives them', async () => {
    const npm = (...args) => run('npm', ['run', '-s', ...args], { cwd: dist, env: settings })
    const settings = { ...env(), AUDIT_ANCHORS: join(folder(), 'none') }
    expect((await run(process.execPath, ['scripts/migrate.js'], { cwd: dist, env: settings })).code).to.equal(
      0,
    )
    const whole = await npm('audit:verify')
    expect(whole.code, whole.output).to.equal(0)
    expect(whole.output).to.match(/^The audit is whole\. 0 anchors /)
    const missing = await npm('audit:verify', '--', join(folder(), 'no-such-copy'))
    expect([missing.code, missing.output.trim()]).to.deep.equal([
      2,
      `There is no file ${join(folder(), 'no-such-copy')}.`,
    ])
    const out = join(folder(), 'evidence.json')
    const taken = await npm('evidence', '--', '--from', '2026-01-01', '--to', '2026-12-31', '--out', out)
    const sum = createHash('sha256').update(readFileSync(out)).digest('hex')
    expect([taken.code, taken.output]).to.deep.equal([
      0,
      `0 entries, 0 actors, 0 employers: ${out}\nSHA-256 ${sum}\n`,
    ])
  })

  it('holds the procedures as one file, so that a worker starts at once', () => {
    const bundles = readdirSync(join(dist, 'build')).filter((name) => /^workflows-\w+\.js$/.test(name))
    expect(bundles).to.have.length(1)
  })
})
