// npm run drill: builds the portal, and lets it go through ten bad minutes; test/drill/run.ts says how.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findTemporal } from './setup/find-temporal.mjs'
import { complain } from './setup/say.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = (args, env = process.env) =>
  new Promise((done) => {
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env }).once('close', (code) =>
      done(code ?? 1),
    )
  })

try {
  const TEMPORAL_BINARY = process.env.TEMPORAL_BINARY ?? (await findTemporal())
  process.exitCode =
    (await run(['scripts/build.mjs'])) ||
    (await run(['--import', 'tsx', 'test/drill/run.ts', ...process.argv.slice(2)], {
      ...process.env,
      TEMPORAL_BINARY,
    }))
} catch (error) {
  complain(error)
  process.exitCode = 1
}
