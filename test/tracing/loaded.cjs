// Preloaded by a test: tells at the end of a process which modules of OpenTelemetry it has loaded.
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((file) => file.includes('opentelemetry'))
  require('node:fs').appendFileSync(process.env.LOADED, `${loaded.join('\n')}\n`)
})
