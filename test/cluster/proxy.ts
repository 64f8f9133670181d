import { pause } from '../drill/chance.js'

/**
 * Looks after the portals as a proxy does: asks each every 300 ms whether it is ready, and sends requests only to those that are. `noted`: what `/readyz` said of
 * each portal, in turn.
 */
export function proxyOf(portals: string[]) {
  const ready = new Set(portals)
  const noted: { portal: string; status: number }[] = []
  let isOpen = true
  let turn = 0
  const watching = (async () => {
    while (isOpen) {
      for (const portal of portals) {
        const status = await fetch(`${portal}/readyz`).then(
          (answer) => answer.status,
          () => 0,
        )
        noted.push({ portal, status })
        if (status === 200) ready.add(portal)
        else ready.delete(portal)
      }
      await pause(300)
    }
  })()
  return {
    noted,
    /** The portal whose turn it is. */
    next: () => [...ready][turn++ % ready.size] ?? 'http://no-portal-is-ready.invalid',
    async close() {
      isOpen = false
      await watching
    },
  }
}
