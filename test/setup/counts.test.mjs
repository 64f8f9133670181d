import { expect } from 'chai'
import { closingWords, filesToRunAgain, mostAgain, together } from '../../scripts/setup/counts.mjs'

const good = { passes: 3, failures: 0, pending: 1, failed: [] }
const bad = { passes: 2, failures: 1, pending: 0, failed: [{ test: 'A clock strikes', why: 'Error: 13' }] }
const badOnes = (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`test/${i}.test.ts`, bad]))

describe('What the tests came to', () => {
  it('ends with a line that counts, after each failure with its file and reason', () => {
    const { failed, words } = closingWords(together([{ 'test/a.test.ts': good }, { 'test/b.test.ts': bad }]))
    expect(failed).to.equal(true)
    expect(words).to.equal(
      'Failed: A clock strikes\ntest/b.test.ts\nError: 13\n\n5 passed, 1 failed, 1 skipped',
    )
  })

  it('is a failure where nothing ran', () => {
    expect(closingWords({}).failed).to.equal(true)
  })

  it('counts a file that was run again alone as it was then, and says what failed before', () => {
    const first = { 'test/a.test.ts': good, 'test/b.test.ts': bad }
    const mended = closingWords(first, { 'test/b.test.ts': { ...good, pending: 0 } })
    expect(mended.failed).to.equal(false)
    expect(mended.words).to.match(/^Failed beside others, then run again alone: A clock strikes\n/)
    expect(mended.words).to.match(/\n6 passed, 0 failed, 1 skipped$/)
    expect(closingWords(first, { 'test/b.test.ts': bad }).failed).to.equal(true)
  })

  it('runs a few files again, not many, and none that is not known', () => {
    expect(filesToRunAgain(badOnes(mostAgain))).to.have.length(mostAgain)
    expect(filesToRunAgain({ ...badOnes(1), 'test/a.test.ts': good })).to.deep.equal(['test/0.test.ts'])
    expect(filesToRunAgain(badOnes(mostAgain + 1))).to.deep.equal([])
    expect(filesToRunAgain({ unknown: bad })).to.deep.equal([])
  })
})
