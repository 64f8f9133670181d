import { trouble } from './say.mjs'

const oldest = [20, 17]

/** Throws a trouble when this Node.js is older than 20.17, the oldest one that `sqlite3` and Temporal's SDK run on. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  throw trouble(
    `Node.js ${oldest.join('.')} or later is needed; this is ${version}.`,
    'Get a current one from https://nodejs.org, then try again.',
  )
}
