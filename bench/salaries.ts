import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SaxesParser } from 'saxes'
import { readConfig } from '../config.js'
import { declarationOf } from '../db/declarations/declarations.js'
import { migrate, openDatabase } from '../db/knex.js'
import { beginDraft } from '../db/reports/drafts.js'
import { createVault } from '../db/seal.js'
import type { MutationKind } from '../domain/kinds.js'
import { writeTemplate } from '../salaries/excel/template.js'
import { prepareReading } from '../salaries/reading.js'
import { templateWords } from '../test/salaries/template-words.js'
import { letCount, takeIn } from '../web/mutations/salary-declaration/arriving.js'
import { readDeclaration } from '../web/mutations/salary-declaration/reading.js'
import { madeUpAhvNumber } from './ahv-number.js'
import { besideReading } from './beside.js'

/**
 * `npm run bench salaries`: declarations of 1 000, 10 000 and 100 000 persons (made by test/elm/make.py) as the portal reads
 * them: unsealed, read and checked in a thread, persons and findings stored; beside it a bare pass of the XML parser over the
 * same file. And a template with 20 000 rows. Each figure is of processes of their own (the middle one of three); memory is their peak, threads included. Then how
 * long another page takes while a portal reads the largest file. BENCH_PERSONS names other sizes, with commas.
 */
const [how, file] = process.argv.slice(2)
const sizes = (process.env.BENCH_PERSONS ?? '1000,10000,100000').split(',').map(Number)
const root = fileURLToPath(new URL('..', import.meta.url))
/** How long somebody looks for the file on the page that asks for it, in milliseconds. */
const pageOpenFor = 1000
/** What is measured is compiled, as on a server: TypeScript learned on the way would count. */
const compiled = join(root, 'build/bench/bench/salaries.js')

if (how === 'bare' && file) report(await bare(file))
else if (how === 'portal' && file) report(await portal(file))
else {
  const compiler = [join(root, 'node_modules/typescript/bin/tsc'), '-p', root, '--noEmit', 'false']
  execFileSync(process.execPath, [...compiler, '--outDir', join(root, 'build/bench'), '--rootDir', root])
  const isText = (file: string) => !file.endsWith('.ts')
  for (const name of ['locales', 'offices', 'documents/fonts', 'scripts/setup'])
    cpSync(join(root, name), join(root, 'build/bench', name), { recursive: true, filter: isText })
  const folder = mkdtempSync(join(tmpdir(), 'bench-salaries-'))
  try {
    const rows: object[] = []
    for (const persons of sizes) {
      const xml = join(folder, `${persons}.xml`)
      execFileSync('python3', [
        fileURLToPath(new URL('../test/elm/make.py', import.meta.url)),
        '--persons',
        String(persons),
        '--seed',
        '7',
        '-o',
        xml,
      ])
      const [alone, whole] = [measured('bare', xml), measured('portal', xml)]
      rows.push({
        persons,
        'bare, persons/s': Math.round(persons / alone.seconds),
        'portal, persons/s': Math.round(persons / whole.seconds),
        'of bare': `${Math.round((alone.seconds / whole.seconds) * 100)} %`,
        'bare, MB': alone.megabytes,
        'portal, MB': whole.megabytes,
        'taking in, s': whole.taken,
      })
      if (persons === sizes.at(-1)) await besideReading(xml, persons)
      rmSync(xml)
    }
    console.table(rows)
    const sheet = join(folder, 'rows.xlsx')
    writeFileSync(sheet, await workbook(20_000))
    console.table([{ 'Excel rows': 20_000, ...measured('portal', sheet) }])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Figures {
  seconds: number
  megabytes: number
  taken?: number
}

/** Three processes, one after the other: the time of the one in the middle, and the most memory. */
function measured(mode: string, path: string): Figures {
  const runs = Array.from({ length: 3 }, () => run(mode, path)).toSorted((a, b) => a.seconds - b.seconds)
  const [, middle = run(mode, path)] = runs
  return { ...middle, megabytes: Math.max(...runs.map((it) => it.megabytes)) }
}

function run(mode: string, path: string): Figures {
  const ended = spawnSync(process.execPath, [compiled, mode, path], { encoding: 'utf8' })
  if (ended.status !== 0) throw new Error(ended.stderr)
  return JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '{}')
}

function report(figures: object): void {
  console.log(JSON.stringify({ ...figures, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }))
}

async function bare(path: string) {
  const parser = new SaxesParser()
  let tags = 0
  parser.on('opentag', () => {
    tags++
  })
  parser.on('text', () => {})
  parser.on('closetag', () => {})
  const decoder = new TextDecoder()
  const begun = performance.now()
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }))
    parser.write(decoder.decode(bytes, { stream: true }))
  parser.close()
  return { seconds: seconds(begun), tags }
}

async function portal(path: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-db-'))
  try {
    const url = join(folder, 'portal.db')
    await migrate(url)
    const config = readConfig({ DATA_DIR: folder, NODE_ENV: 'test' })
    const db = openDatabase(url, createVault(config.dataKey))
    const deps = { db, config, vault: createVault(config.dataKey), clock: () => '2026-01-20T10:00:00.000Z' }
    await db('employers').insert({
      id: 'e',
      memberNumber: '47.110-3',
      name: 'Holzwerk',
      street: 'Weg 1',
      zip: '3007',
      city: 'Bern',
      canton: 'BE',
      language: 'de',
    })
    const by = { actor: 'bench', at: deps.clock() }
    const id = await beginDraft(
      db,
      {
        kind: 'salary-declaration' as MutationKind,
        reference: 'LM-BENCH',
        employerId: 'e',
        employeeId: null,
        draft: {},
      },
      by,
    )
    prepareReading(Number.POSITIVE_INFINITY)
    await new Promise((done) => setTimeout(done, pageOpenFor))
    const arrived = performance.now()
    const arriving = await takeIn(deps, { id, employerId: 'e' }, 2025, path, createReadStream(path))
    await letCount(deps, id, 2025, arriving, by)
    const taken = seconds(arrived)
    const begun = performance.now()
    await readDeclaration(deps, id)
    const spent = seconds(begun)
    const declaration = await declarationOf(db, id)
    if (declaration?.state !== 'read') throw new Error(`not read: ${JSON.stringify(declaration?.refusal)}`)
    await db.destroy()
    return { seconds: spent, taken, persons: declaration.persons, findings: declaration.read?.counts }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A filled-in template: numbers with right check digits, one after the other. */
function workbook(rows: number): Promise<Buffer> {
  return writeTemplate({
    ...{ member: '47.110-3', company: 'Holzwerk', year: 2025, words: templateWords },
    rows: Array.from({ length: rows }, (_, n) => ({
      ...{
        ahvNumber: madeUpAhvNumber(n),
        lastName: `Muster${n}`,
        firstName: 'Anna',
        birthDate: '1985-04-04',
        sex: 'F' as const,
      },
      ...{
        canton: 'BE',
        from: '2025-01-01',
        to: '2025-12-31',
        exit: false,
        amounts: { ahv: 6_000_000 + n, alv: 6_000_000 + n },
      },
    })),
  })
}

function seconds(since: number): number {
  return Math.round(performance.now() - since) / 1000
}
