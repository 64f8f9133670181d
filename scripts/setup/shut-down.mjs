import { stopRunning } from './run.mjs'
import { complain, say } from './say.mjs'

/**
 * What has to be stopped at the end, in the order given by `rank` (lowest first), whatever ends us: Ctrl-C, SIGTERM,
 * a trouble, or one of the programs. `shutDown(code, error)` does it once and leaves the process.
 */
export function prepareShutDown() {
  const stops = []
  let begun = 0

  async function shutDown(code, error) {
    if (begun) return
    begun = Date.now()
    if (error) complain(error)
    stopRunning()
    for (const { name, alive, stop } of stops.sort((a, b) => a.rank - b.rank)) {
      if (alive?.()) say(`Stopping ${name} …`)
      await stop()
    }
    process.exit(code)
  }

  function onSignal(signal, code) {
    // npm hands on the terminal's Ctrl-C, so that it comes twice; a person's second one comes later.
    process.on(signal, () => {
      if (begun && Date.now() - begun > 1500) for (const { kill } of stops) kill?.()
      shutDown(code)
    })
  }
  onSignal('SIGINT', 130)
  onSignal('SIGTERM', 143)
  if (process.platform !== 'win32') onSignal('SIGHUP', 129)

  // A SIGTERM to npm ends npm and its shell, and does not reach us: we notice that our parent is gone.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && shutDown(143), 500).unref()
  }
  return { shutDown, atEnd: (rank, stop) => stops.push({ rank, ...stop }) }
}
