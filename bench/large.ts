import type { Size } from './large-data.js'
import { openLargeOffice } from './large-office.js'
import { largePages } from './large-pages.js'
import { spread } from './spread.js'
import { table } from './table.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 40)
const wanted = process.env.BENCH_PAGES ?? ''

/**
 * Every main page of a large office, written anew at each request: 100 000 people and a million tasks on SQLite, ten times as many in the
 * PostgreSQL database that BENCH_POSTGRES_URL names, whose user must be allowed to put triggers aside; it is filled if it is empty.
 * BENCH_EMPLOYERS, BENCH_EMPLOYEES and BENCH_TASKS choose another size, BENCH_PAGES only pages that are called so; BENCH_SQLITE_FILE names a
 * file that is kept for the next run, as the PostgreSQL database is.
 */
export async function benchLarge(): Promise<void> {
  const postgres = process.env.BENCH_POSTGRES_URL
  const times = postgres ? 10 : 1
  const size = {
    employers: Number(process.env.BENCH_EMPLOYERS ?? 20_000),
    employees: Number(process.env.BENCH_EMPLOYEES ?? 100_000 * times),
    tasks: Number(process.env.BENCH_TASKS ?? 1_000_000 * times),
  }
  const of = `${size.employees} people, ${size.tasks} tasks, ${postgres ? 'PostgreSQL' : 'SQLite'}`
  table(`Pages of a large office: ${of}`, await measure(postgres ?? process.env.BENCH_SQLITE_FILE, size))
}

/** One request after the other, as somebody sees it who looks at ever other pages. */
async function measure(database: string | undefined, size: Size) {
  const office = await openLargeOffice(database, size)
  try {
    const rows = []
    for (const page of largePages.filter((it) => it.page.includes(wanted))) {
      const times: number[] = []
      let asked = await office.ask(page)
      for (let round = -1; round < rounds; round++) {
        asked = await office.ask(page)
        if (round >= 0) times.push(asked.ms)
        // one that takes seconds need not be asked so often
        if (round === -1 && asked.ms > 1500) round = rounds - 3
      }
      const { p50, p95 } = spread(times)
      if (p95 > 100 || asked.status !== 200) console.log(`${page.page}: ${asked.status}, ${p95} ms`)
      rows.push({ page: page.page, 'p50 ms': p50, 'p95 ms': p95 })
    }
    return rows
  } finally {
    await office.close()
  }
}
