import { installDebianPackages } from './apt.mjs'
import { onPath } from './run.mjs'
import { trouble } from './say.mjs'

/** The path of qpdf, which looks into PDFs that come in: the one installed, else Debian's. Throws a trouble. */
export async function findQpdf({ env = process.env, install = installDebianPackages } = {}) {
  const find = () => (onPath('prlimit', env) ? onPath('qpdf', env) : undefined)
  const found = find() ?? ((await install('qpdf', 'util-linux')) ? find() : undefined)
  if (found) return found
  throw trouble('There is no qpdf with prlimit on this machine.', 'Install the packages qpdf and util-linux.')
}
