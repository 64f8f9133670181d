// npm run build: writes dist/, all that a server needs beside Node.js and the packages of its lock file.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installPackages } from './setup/packages.mjs'
import { gist, run } from './setup/run.mjs'
import { say, step, trouble } from './setup/say.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

try {
  await build()
} catch (error) {
  say(error.advice ? `${error.message}\n${error.advice}` : error.message)
  process.exitCode = 1
}

async function build() {
  await installPackages(root)
  rmSync(dist, { recursive: true, force: true })
  await step('Pages', () => node(['--import', 'tsx', 'scripts/assets.ts']))
  await step('Programs', () => node(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']))
  for (const name of [
    'views',
    'locales',
    'guides',
    'offices',
    'documents/fonts',
    'web/sign-in',
    'build/assets',
  ])
    copy(name)
  for (const name of ['package-lock.json', '.npmrc', 'LICENSE']) copy(name)
  describePackage()
  await step('Procedures', bundleProcedures)
  say(
    `\n${dist} is ready. On the server: npm ci --omit=dev, then node scripts/migrate.js, server.js and worker.js.`,
  )
}

/** On a server `npm run doctor` and the like start the compiled programs: there is no tsx. */
function describePackage() {
  const { scripts, ...about } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const compiled = Object.entries(scripts)
    .map(([name, command]) => [name, /^tsx (scripts\/[\w-]+)\.ts$/.exec(command)?.[1]])
    .filter(([name, program]) => name !== 'assets' && program && existsSync(join(dist, `${program}.js`)))
    .map(([name, program]) => [name, `node ${program}.js`])
  const text = JSON.stringify({ ...about, scripts: Object.fromEntries(compiled) }, null, 2)
  writeFileSync(join(dist, 'package.json'), `${text}\n`)
}

/** The workflows as one file, so that a worker starts at once and every worker of a release runs the same code. */
async function bundleProcedures() {
  const { workflowCode } = await import(pathToFileURL(join(dist, 'workflow-code.js')).href)
  await workflowCode()
  await workflowCode({ traced: true })
}

// Texts and files only: the programs beside them come compiled.
function copy(name) {
  mkdirSync(join(dist, name, '..'), { recursive: true })
  cpSync(join(root, name), join(dist, name), { recursive: true, filter: (file) => !file.endsWith('.ts') })
}

async function node(args) {
  const { code, output } = await run(process.execPath, args, { cwd: root })
  if (code !== 0) throw trouble(`${args.at(-1)} ended with code ${code}:\n${gist(output)}`)
}
