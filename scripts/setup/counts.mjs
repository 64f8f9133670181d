/** So many files may have failed beside others and are run once more, alone; more is not the machine's doing. */
export const mostAgain = 3

/** Puts together what lanes counted per file: file → { passes, failures, pending, failed: [{ test, why }] }. */
export const together = (lanes) => Object.assign({}, ...lanes)

/** The files that are worth a second run alone: those in which something failed, unless they are too many. */
export function filesToRunAgain(counts) {
  const files = Object.keys(counts).filter((file) => counts[file].failures > 0)
  return files.length <= mostAgain && !files.includes('unknown') ? files : []
}

/**
 * What is said at the end: each failure once more, then the line that counts. `first` is what all lanes counted, `again` what the files that failed there counted alone:
 * that counts, and what failed only beside others is named as such.
 */
export function closingWords(first, again = {}) {
  const counts = { ...first, ...again }
  const sum = (what) => Object.values(counts).reduce((all, file) => all + file[what], 0)
  const told = (head, those) =>
    Object.entries(those).flatMap(([file, { failed }]) =>
      failed.map(({ test, why }) => `${head}: ${test}\n${file}\n${why}\n`),
    )
  const before = Object.fromEntries(Object.keys(again).map((file) => [file, first[file]]))
  const skipped = sum('pending') ? `, ${sum('pending')} skipped` : ''
  return {
    failed: sum('failures') > 0 || sum('passes') === 0,
    words: [
      ...told('Failed beside others, then run again alone', before),
      ...told('Failed', counts),
      `${sum('passes')} passed, ${sum('failures')} failed${skipped}`,
    ].join('\n'),
  }
}
