import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gist, npm } from './run.mjs'
import { step, trouble } from './say.mjs'

/** Installs the npm packages of the lock file, unless exactly these are already there for this Node.js. */
export async function installPackages(root) {
  const stamp = join(root, 'node_modules', '.portal-stamp')
  const wanted = fingerprint(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (installedByHand(root, stamp)) return writeFileSync(stamp, wanted)
  await step('Installing the npm packages (some minutes)', async () => {
    const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--include=dev'], { cwd: root })
    if (code !== 0) throw trouble(`The npm packages could not be installed:\n${gist(output)}`, advice(output))
  })
  writeFileSync(stamp, wanted)
}

function fingerprint(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  return `${lock} ${process.platform}-${process.arch} node-${process.versions.modules}\n`
}

// npm writes this file last, so that it is missing after an install that was interrupted.
function installedByHand(root, stamp) {
  const time = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const installed = time(join(root, 'node_modules', '.package-lock.json'))
  return installed >= time(join(root, 'package-lock.json')) && installed > time(stamp)
}

function advice(output) {
  if (/in sync/.test(output))
    return 'Run npm install, which brings package-lock.json in line with package.json.'
  if (/gyp ERR|node-pre-gyp|make: /.test(output)) {
    return 'sqlite3 has to be compiled here: install a C++ compiler, make and Python 3, then try again.'
  }
  return 'Check the connection to the npm registry (npm ping), then try again.'
}
