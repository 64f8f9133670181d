import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { load } from 'cheerio'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { mutationById } from '../../db/mutations.js'
import { userId } from '../../demo/accounts.js'
import { checkPage, draftCase } from '../crash/cases.js'
import { type Person, signedIn } from '../crash/person.js'
import { freePort } from '../stack.js'

// npm run rolling -- <tag or commit>: starts that release on the schema of this one, as in an upgrade without a break, walks through it as personnel and
// as a caseworker, and sends a report that this release has drafted. Ends with 1 when one of its pages fails, or does not take it.

const [before] = process.argv.slice(2)
if (!before) {
  console.error('Say which release was before: npm run rolling -- v1.2.0')
  process.exit(2)
}
const root = fileURLToPath(new URL('../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'portal-rolling-'))
const old = join(scratch, 'before')
const port = await freePort()
const env = {
  ...process.env,
  ...{ NODE_ENV: 'test', PORTAL_DEMO: '1', LOG_LEVEL: 'warn', DATA_DIR: join(scratch, 'data') },
  ...{ PORT: String(port), TEMPORAL_ADDRESS: '127.0.0.1:1' }, // a portal goes on without Temporal
}
const tsx = (cwd: string, ...args: string[]) =>
  execFileSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })

execFileSync('git', ['worktree', 'add', '-q', '--detach', old, before], { cwd: root })
try {
  symlinkSync(join(root, 'node_modules'), join(old, 'node_modules'))
  tsx(old, 'scripts/migrate.ts')
  tsx(old, 'scripts/seed.ts')
  tsx(old, 'scripts/assets.ts')
  tsx(root, 'scripts/migrate.ts')
  process.exitCode = (await walk()) ? 0 : 1
} finally {
  if (existsSync(old)) execFileSync('git', ['worktree', 'remove', '--force', old], { cwd: root })
  rmSync(scratch, { recursive: true, force: true })
}

/** Looks at what each page of the menu leads to, one level deep, and sends a report. */
async function walk(): Promise<boolean> {
  const portal = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    cwd: old,
    env,
    stdio: 'inherit',
  })
  const url = `http://127.0.0.1:${port}`
  const failed: string[] = []
  let seen = 0
  try {
    await ready(url)
    for (const [email, home] of [
      ['hr@muster-bau.example', '/e/muster-bau'],
      ['desk@kasse.example', '/office'],
    ] as const) {
      const person = await signedIn(url, email)
      const links = (page: ReturnType<typeof load>) =>
        page('a[href^="/"]')
          .get()
          .map((it) => page(it).attr('href') ?? '')
          .filter((it) => it.startsWith(home))
      const first = links(await person.open(home))
      for (const path of [...new Set(first)].slice(0, 60)) {
        const { status } = await person.look(path)
        seen++
        if (status >= 400) failed.push(`${email} ${path}: ${status}`)
      }
      if (home !== '/office') failed.push(...(await send(person)))
    }
  } finally {
    portal.kill()
  }
  for (const it of failed) console.log(`✗ ${it}`)
  console.log(`${seen} pages of ${before} on the schema of today, ${failed.length} failed.`)
  return seen > 20 && failed.length === 0
}

/** Sends what this release has drafted, and looks that the release before has taken it. */
async function send(hr: Person): Promise<string[]> {
  const db = openWithKeys(readConfig(env))
  try {
    const id = await draftCase(db, userId('hr@muster-bau.example'))
    const answer = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
    const { status } = await mutationById(db, id)
    return status === 'draft' ? [`${checkPage(id)}: not sent, ${answer?.status}`] : []
  } finally {
    await db.destroy()
  }
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await fetch(`${url}/readyz`).catch(() => null))?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error('the release before is not ready on this schema')
}
