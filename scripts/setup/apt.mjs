import { onPath, run } from './run.mjs'
import { step } from './say.mjs'

let queue = Promise.resolve()

/** Installs Debian packages where this is Debian and we are root, one call after the other. Whether it did. */
export async function installDebianPackages(...names) {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false
  queue = queue.then(() => step(`Installing ${names.join(', ')} with apt-get`, () => install(names)))
  return queue
}

async function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = async (...args) =>
    (await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env })).code === 0
  const now = () => aptGet('install', '-y', '--no-install-recommends', ...names)
  // The package lists of a fresh image are empty.
  return (await now()) || ((await aptGet('update')) && now())
}
