/** How Temporal's development server keeps what it stores in a file, for `npm start` and for whatever is measured or tested. */
export const temporalOptions = (file) => [
  ...['--db-filename', file],
  // Three times the throughput of the default journal; what a power loss could take from it, SQL can build anew.
  ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
  ...['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
]
