import { installDebianPackages } from './apt.mjs'
import { isExecutable, onPath } from './run.mjs'
import { trouble } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium or Chrome: `CHROMIUM_PATH`, else the one installed, else Debian's. Throws a trouble. */
export async function findChromium({ env = process.env, install = installDebianPackages } = {}) {
  if (env.CHROMIUM_PATH) {
    if (isExecutable(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
    throw trouble(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which is no program.`, 'Correct it, or unset it.')
  }
  const found = installed(env) ?? ((await install('chromium')) ? installed(env) : undefined)
  if (found) return found
  throw trouble(
    'There is no Chromium or Chrome on this machine.',
    'Install one, or set CHROMIUM_PATH to its program.',
  )
}

/** The path of a Chromium without windows, where one is installed, or undefined: it shows no PDF, but pages twice as quickly. */
export const findChromiumShell = ({ env = process.env } = {}) =>
  ['chromium-headless-shell', 'chrome-headless-shell'].map((name) => onPath(name, env)).find(Boolean)

function installed(env) {
  return names.map((name) => onPath(name, env)).find(Boolean) ?? elsewhere.find(isExecutable)
}
