import type { Stack } from '../test/stack.js'
import { type Asked, load } from './load.js'
import { spread } from './spread.js'
import { table } from './table.js'

const rounds = 3

/** The same page asked of one portal and of two over the same database at once, in turn; the asking shares the cores with them. */
export async function twoPortals(stack: Stack, pages: Asked[]): Promise<void> {
  await stack.startPortal(undefined, 'portal-2')
  const second = ({ url, ...page }: Asked): Asked => ({
    ...page,
    url: url.replace(stack.url, stack.secondUrl),
    pid: stack.pid('portal-2') ?? 0,
  })
  const rows = []
  for (const page of pages) {
    const [one, two]: [number[], number[]] = [[], []]
    await Promise.all([load(page), load(second(page))])
    for (let round = 0; round < rounds; round++) {
      one.push((await load(page)).perSecond)
      const both = await Promise.all([load(page), load(second(page))])
      two.push(both.reduce((sum, it) => sum + it.perSecond, 0))
    }
    const [ofOne, ofTwo] = [spread(one).p50, spread(two).p50]
    const times = Math.round((ofTwo / ofOne) * 100) / 100
    rows.push({ page: page.name, 'one portal, requests/s': ofOne, 'two portals': ofTwo, times })
  }
  await stack.stop('portal-2', 'SIGTERM')
  table('Two portals', rows)
}
