import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir, cacheDraft } from './cache.mjs'
import { goInstall } from './go-install.mjs'
import { isExecutable, onPath } from './run.mjs'
import { step, trouble } from './say.mjs'

// The server that the development server of find-temporal.mjs contains: most of it is then compiled already.
const version = 'v1.29.1'
const programs = [
  { name: 'temporal-server', goModule: `go.temporal.io/server/cmd/server@${version}`, built: 'server' },
  { name: 'temporal-sql-tool', goModule: `go.temporal.io/server/cmd/tools/sql@${version}`, built: 'sql' },
]

/**
 * The folder with `temporal-server` and `temporal-sql-tool`, with which a Temporal cluster runs on PostgreSQL: from the PATH, else from the cache, else
 * built from source into the cache. Throws a trouble.
 */
export async function findCluster({ env = process.env } = {}) {
  const present = onPath('temporal-server', env)
  if (present && onPath('temporal-sql-tool', env)) return dirname(present)
  const folder = join(cacheDir(env), `temporal-cluster-${version}`)
  if (programs.every(({ name }) => isExecutable(join(folder, name)))) return folder
  const draft = cacheDraft(cacheDir(env), 'temporal-cluster')
  try {
    await step('Building a Temporal cluster with Go (once, some minutes)', () => build(draft, env))
    mkdirSync(dirname(folder), { recursive: true })
    if (!existsSync(folder)) renameSync(draft, folder)
    return folder
  } catch (error) {
    throw trouble(
      `No Temporal cluster was found, and none could be built: ${error.message}`,
      'Install Go 1.21 or later (https://go.dev/dl); the other tests run without.',
    )
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function build(draft, env) {
  for (const { name, goModule, built } of programs) {
    await goInstall(goModule, draft, env)
    renameSync(join(draft, built), join(draft, name))
  }
}
