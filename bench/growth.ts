import { openLargeOffice } from './large-office.js'
import { type LargePage, largePages } from './large-pages.js'
import { spread } from './spread.js'
import { table } from './table.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 60)

/** The lists and searches that read among tasks. */
const pages = [
  'tasks',
  'tasks, done',
  'tasks, by a name',
  'employees, by a name',
  'search box',
  'search box, a rare name',
  'search box, reference',
  'desk',
  'desk, by a name',
]

/**
 * How task lists and searches grow with the number of tasks: the same pages of offices of three sizes, a thousand tasks, a hundred thousand and a
 * million, on PostgreSQL ten million, one after the other in each round, so that all meet the same machine. The databases are
 * those of BENCH_GROWTH, three files or addresses parted by commas, the smallest first; they are filled where they are empty, and kept.
 */
export async function benchGrowth(): Promise<void> {
  const databases = process.env.BENCH_GROWTH?.split(',') ?? [undefined, undefined, undefined]
  const most = databases[2]?.startsWith('postgres') ? 10_000_000 : 1_000_000
  const sizes = [1_000, 100_000, most].map((tasks) => ({
    ...{ tasks, employees: tasks / 10, employers: Math.min(20_000, tasks / 50) },
  }))
  const offices: Awaited<ReturnType<typeof openLargeOffice>>[] = []
  try {
    for (const [n, size] of sizes.entries()) offices.push(await openLargeOffice(databases[n], size))
    const rows = []
    for (const page of largePages.filter((it) => pages.includes(it.page))) {
      const times = await inTurn(offices, page)
      const each = times.map(spread)
      const ratio = (at: 'p50' | 'p95') =>
        ((each.at(-1)?.[at] ?? 0) / Math.max(1, each[0]?.[at] ?? 0)).toFixed(1)
      const columns = each.map(({ p50, p95 }, n) => [
        `${sizes[n]?.tasks} tasks, p50 / p95`,
        `${p50} / ${p95}`,
      ])
      rows.push({
        page: page.page,
        ...Object.fromEntries(columns),
        times: `${ratio('p50')} / ${ratio('p95')}`,
      })
    }
    table('Growth with the number of tasks, in ms', rows)
  } finally {
    for (const office of offices) await office.close()
  }
}

async function inTurn(offices: Awaited<ReturnType<typeof openLargeOffice>>[], page: LargePage) {
  const times: number[][] = offices.map(() => [])
  for (let round = -3; round < rounds; round++)
    for (const [n, office] of offices.entries()) {
      const { ms, status } = await office.ask(page)
      if (status !== 200) throw new Error(`${page.page}: ${status}`)
      if (round >= 0) times[n]?.push(ms)
    }
  return times
}
