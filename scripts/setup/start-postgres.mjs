import { chownSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { installDebianPackages } from './apt.mjs'
import { startChild } from './children.mjs'
import { freePort } from './ports.mjs'
import { gist, isExecutable, onPath, run } from './run.mjs'
import { trouble } from './say.mjs'

const nobody = 65_534

/**
 * Starts a PostgreSQL of our own with an empty database in a temporary directory, on a free loopback port, with
 * everything off that only matters after a power loss; `keepsWhatItSays`: not what matters when its own processes die. Returns its `url` and `stop()`, which also
 * removes it. Throws a trouble when PostgreSQL is not to be had.
 */
export async function startPostgres({
  env = process.env,
  log,
  install = installDebianPackages,
  keepsWhatItSays = false,
} = {}) {
  const programs = findPrograms(env) ?? ((await install('postgresql')) ? findPrograms(env) : undefined)
  if (!programs) {
    throw trouble(
      'There is no PostgreSQL on this machine.',
      'Install it, or put its programs (initdb, postgres) on the PATH.',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'portal-postgres-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const owner = await ownerOf(folder)
    const port = await freePort()
    await initialise(programs, folder, owner)
    const child = startChild({ ...serve(programs, folder, port, keepsWhatItSays), ...owner, log })
    await Promise.race([child.ready, untilAnswering(programs, port)])
    const url = `postgres://portal@127.0.0.1:${port}/postgres`
    return { url, stop: () => child.stop('SIGINT').then(remove), kill: child.kill }
  } catch (error) {
    remove()
    throw error
  }
}

function findPrograms(env) {
  const initdb = onPath('initdb', env)
  const folders = [
    initdb && dirname(realpathSync(initdb)),
    ...packaged('/usr/lib/postgresql'),
    ...packaged('/usr/pgsql'),
  ]
  return folders.find(
    (folder) => folder && ['initdb', 'postgres', 'pg_isready'].every((it) => isExecutable(join(folder, it))),
  )
}

// Debian keeps the programs of each version in a folder of its own, and off the PATH.
function packaged(parent) {
  try {
    const versions = readdirSync(parent).sort((a, b) => Number(b) - Number(a))
    return versions.map((version) => join(parent, version, 'bin'))
  } catch {
    return []
  }
}

/** PostgreSQL refuses to run as root; there the folder goes to `postgres`, or to nobody. */
async function ownerOf(folder) {
  if (process.getuid?.() !== 0) return {}
  const { code, output } = await run('id', ['-u', 'postgres'])
  const uid = code === 0 ? Number(output) : nobody
  chownSync(folder, uid, -1)
  return { uid }
}

async function initialise(programs, folder, owner) {
  const args = [
    '-D',
    join(folder, 'data'),
    '-U',
    'portal',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]
  const { code, output } = await run(join(programs, 'initdb'), args, { cwd: folder, ...owner })
  if (code !== 0) throw trouble(`PostgreSQL could not set up a database in ${folder}:\n${gist(output)}`)
}

function serve(programs, folder, port, keepsWhatItSays) {
  const unneeded = ['fsync', 'full_page_writes', ...(keepsWhatItSays ? [] : ['synchronous_commit'])]
  const off = unneeded.flatMap((setting) => ['-c', `${setting}=off`])
  const where = ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, '-h', '127.0.0.1']
  return { name: 'PostgreSQL', command: join(programs, 'postgres'), args: [...where, ...off], cwd: folder }
}

async function untilAnswering(programs, port) {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-t', '30']
  for (let attempt = 0; attempt < 150; attempt++) {
    if ((await run(join(programs, 'pg_isready'), args)).code === 0) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw trouble('PostgreSQL did not answer within 30 s.')
}
