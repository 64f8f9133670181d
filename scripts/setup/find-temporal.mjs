import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir, cacheDraft } from './cache.mjs'
import { fetchTemporal, temporalSite } from './fetch-temporal.mjs'
import { goInstall } from './go-install.mjs'
import { isExecutable, onPath, run } from './run.mjs'
import { step, trouble } from './say.mjs'

// The newest one that `go install` can build (server 1.29.1). The download asks for the same, because a newer server
// may not open the file an older one has written.
const version = 'v1.5.1'
const goModule = `github.com/temporalio/cli/cmd/temporal@${version}`
const exe = process.platform === 'win32' ? 'temporal.exe' : 'temporal'

/**
 * The path of Temporal's command line program, which contains the development server: the one on the PATH, the one in
 * the cache, else the official download, else built from source into the cache. Throws a trouble that names every way
 * that failed.
 */
export async function findTemporal({ env = process.env, site = temporalSite } = {}) {
  const cached = join(cacheDir(env), 'bin', exe)
  const present = (await onThePath(env)) ?? (isExecutable(cached) ? cached : undefined)
  if (present) return present
  const failed = []
  for (const get of [download, build]) {
    const draft = cacheDraft(cacheDir(env), 'temporal')
    try {
      return keep(await get(draft, env, site), cached)
    } catch (error) {
      failed.push(error.message)
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  throw trouble(
    `No Temporal server was found, and none could be had: ${failed.join('; ')}.`,
    'Install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.21 or later (https://go.dev/dl), or set\n' +
      'TEMPORAL_ADDRESS to a running server; then try again.',
  )
}

async function onThePath(env) {
  const found = onPath('temporal', env)
  return found && (await runs(found)) ? found : undefined
}

function download(draft, _env, site) {
  return step('Downloading the Temporal server', async () => {
    const program = await fetchTemporal('cli', version, draft, site)
    if (!(await runs(program))) throw new Error('the downloaded Temporal server does not run on this machine')
    return program
  }).catch((error) => {
    throw new Error(`download: ${error.message}`)
  })
}

function build(draft, env) {
  return step('Building the Temporal server with Go (once, about 6 minutes)', async () => {
    await goInstall(goModule, draft, env)
    const program = join(draft, exe)
    if (await runs(program)) return program
    throw new Error('building it: what go install has built does not run on this machine')
  })
}

function keep(program, cached) {
  mkdirSync(dirname(cached), { recursive: true })
  renameSync(program, cached)
  return cached
}

async function runs(program) {
  const { code, output } = await run(program, ['--version'], { timeoutMs: 30_000 })
  return code === 0 && /temporal version/i.test(output)
}
