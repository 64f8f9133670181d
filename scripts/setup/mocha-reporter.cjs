const { writeFileSync } = require('node:fs')
const { relative } = require('node:path')
const { reporters } = require('mocha')

/** Mocha's own report on the screen; how many tests of each file passed, failed and were skipped, and what failed, goes to the file TEST_COUNTS. */
module.exports = function Counting(runner, options) {
  const files = {}
  const count = (what) => (test) => {
    const file = relative('.', test.file ?? 'unknown')
    files[file] ??= { passes: 0, failures: 0, pending: 0, failed: [] }
    files[file][what]++
    return files[file]
  }
  runner.on('pass', count('passes'))
  runner.on('pending', count('pending'))
  runner.on('fail', (test, error) =>
    count('failures')(test).failed.push({ test: test.fullTitle(), why: error?.stack ?? String(error) }),
  )
  runner.once('end', () => {
    if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(files))
  })
  // Mocha calls a reporter with `new`; Spec does all the rest.
  return new reporters.Spec(runner, options)
}
