const { writeFileSync } = require('node:fs')
const { reporters } = require('mocha')

/** Mocha's own report on the screen; how many tests passed, failed and were skipped goes to the file TEST_COUNTS. */
module.exports = function Counting(runner, options) {
  runner.once('end', () => {
    if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(runner.stats))
  })
  // Mocha calls a reporter with `new`; Spec does all the rest.
  return new reporters.Spec(runner, options)
}
