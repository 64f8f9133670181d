import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { sessionLimits } from '../../web/sessions/index.js'
import { root } from './sources.js'

const text = (path: string) => readFileSync(join(root, path), 'utf8')
const rows = text('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('|', 2))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .slice(1)
/** The rows of the second table: which ones, what, state, shown by. */
const asvs = rows.filter((cells) => cells.length === 6 && cells[1] !== 'rows')
const testsIn = (shown: string) => [...shown.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path)

describe('What is said of the security', () => {
  it('names for each row that is met a test that is there', () => {
    expect(asvs.length).to.be.greaterThan(50)
    for (const [, row, what, state, shown] of asvs.filter(([, , , state]) => state?.startsWith('met'))) {
      const tests = testsIn(`${what} ${state} ${shown}`)
      expect(tests, `${row} is met, but nothing shows it`).not.to.deep.equal([])
      for (const path of tests) expect(existsSync(join(root, path)), `${row}: ${path}`).to.equal(true)
    }
  })

  it('quotes only names of tests that are there', () => {
    const quotes = rows.flatMap((cells) =>
      [...cells.join('|').matchAll(/`(test\/[^`]+)` \(«([^»]+)»\)/g)].map(([, path = '', name = '']) => ({
        path,
        name,
      })),
    )
    expect(quotes.length).to.be.greaterThan(5)
    for (const { path, name } of quotes) expect(text(path), `${path} has no such test`).to.contain(name)
  })

  it('sends whoever reads the limits to code that is there, and to the numbers it says', () => {
    const limits = text('SECURITY.md')
    const paths = [...limits.matchAll(/`((?:web|db|deploy|docs)\/[^`]+|server\.ts)`/g)].map(
      ([, path = '']) => path,
    )
    expect(paths.length).to.be.greaterThan(8)
    for (const path of paths)
      expect(statSync(join(root, path), { throwIfNoEntry: false }), path).to.not.equal(undefined)
    expect(limits).to.contain(`| ${sessionLimits.idle} minutes, ${sessionLimits.absolute / 60} hours |`)
  })
})
