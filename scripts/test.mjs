// npm test: gets what the tests need, then runs them all, or those named: npm test -- test/domain
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closingWords } from './setup/counts.mjs'
import { findChromium, findChromiumShell } from './setup/find-chromium.mjs'
import { findCluster } from './setup/find-cluster.mjs'
import { findQpdf } from './setup/find-qpdf.mjs'
import { findSoffice } from './setup/find-soffice.mjs'
import { findTemporal } from './setup/find-temporal.mjs'
import { runMocha } from './setup/lanes.mjs'
import { checkNode } from './setup/node-version.mjs'
import { installPackages } from './setup/packages.mjs'
import { gist, run } from './setup/run.mjs'
import { complain, say, step, trouble } from './setup/say.mjs'
import { prepareShutDown } from './setup/shut-down.mjs'
import { startPostgres } from './setup/start-postgres.mjs'
import { findTestServer } from './setup/test-server.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = join(root, 'build', 'test')
const env = { ...process.env, NODE_ENV: 'test' }
const lacking = {}
const { shutDown, atEnd } = prepareShutDown()

try {
  await shutDown(await test(process.argv.slice(2)))
} catch (error) {
  await shutDown(1, error)
}

async function test(args) {
  checkNode()
  mkdirSync(scratch, { recursive: true })
  await installPackages(root)
  await Promise.all([
    asksForPrograms(args) ? step('Programs', buildPrograms) : step('Pages', buildAssets),
    // One after the other: both are built from much the same.
    provide('TEMPORAL_BINARY', findTemporal).then(() => provide('TEMPORAL_CLUSTER', findCluster)),
    provide('TEMPORAL_TEST_SERVER', findTestServer),
    provide('CHROMIUM_PATH', findChromium),
    provide('SOFFICE_PATH', findSoffice),
    provide('QPDF_PATH', findQpdf),
    provide('TEST_POSTGRES_URL', () => step('PostgreSQL', postgresUrl)),
  ])
  env.CHROMIUM_SHELL ??= findChromiumShell() ?? ''
  const result = await mocha(args)
  for (const [name, why] of Object.entries(lacking)) say(`Tests that need ${name} were skipped: ${why}`)
  return report(result)
}

/** A person's machine may lack something: the tests that need it are skipped. In CI that is a failure. */
async function provide(name, find) {
  if (env[name] && name !== 'CHROMIUM_PATH') return
  try {
    env[name] = await find()
  } catch (error) {
    if (!error.trouble || process.env.CI) throw error
    complain(error)
    lacking[name] = error.message
  }
}

async function postgresUrl() {
  const postgres = await startPostgres({ log: join(scratch, 'postgres.log') })
  atEnd(1, postgres)
  return postgres.url
}

/** Processes are what `npm run build` writes: they start twice as fast as the source. */
async function buildPrograms() {
  const { code, output } = await run(process.execPath, ['scripts/build.mjs'], { cwd: root })
  if (code !== 0) throw trouble(`scripts/build.mjs ended with code ${code}:\n${gist(output)}`)
  env.TEST_BUILT = '1'
}

function asksForPrograms(args) {
  const named = args.filter((arg) => arg.startsWith('test'))
  return (
    named.length === 0 ||
    named.some((arg) => /^test\/(cluster|crash|faults|journeys|setup|tracing)/.test(arg))
  )
}

async function buildAssets() {
  const { code, output } = await run(process.execPath, ['--import', 'tsx', 'scripts/assets.ts'], {
    cwd: root,
  })
  if (code !== 0) throw trouble(`scripts/assets.ts ended with code ${code}:\n${gist(output)}`)
}

function mocha(args) {
  const asked = args.map((arg) => (isFolder(arg) ? `${arg.replace(/\/$/, '')}/**/*.test.{ts,mjs}` : arg))
  const mochaEnv = { ...env, TEST_LACKING: JSON.stringify(lacking) }
  return runMocha({ root, scratch, env: mochaEnv, asked, atEnd })
}

/** The closing words, and the exit code. */
function report({ first, again }) {
  const { failed, words } = closingWords(first, again)
  say(`\n${words}`)
  return failed ? 1 : 0
}

function isFolder(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false
}
