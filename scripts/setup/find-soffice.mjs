import { installDebianPackages } from './apt.mjs'
import { isExecutable, onPath } from './run.mjs'
import { trouble } from './say.mjs'

const elsewhere = ['/Applications/LibreOffice.app/Contents/MacOS/soffice']

/** The path of LibreOffice, as employers fill in the template with: the one installed, else Debian's. Throws a trouble. */
export async function findSoffice({ env = process.env, install = installDebianPackages } = {}) {
  const find = () => onPath('soffice', env) ?? elsewhere.find(isExecutable)
  const found = find() ?? ((await install('libreoffice-calc')) ? find() : undefined)
  if (found) return found
  throw trouble('There is no LibreOffice on this machine.', 'Install it: its spreadsheet is enough.')
}
