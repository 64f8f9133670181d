import type { Page, Request } from 'playwright-core'

export type Scales = ReturnType<typeof scales>

/** Weighs pages as a browser loads them that has nothing yet: what it has kept from a page before counts for the next one, too. Headers do not. */
export function scales(page: Page) {
  const known = new Map<string, number>()
  let loaded: Request[] = []
  page.on('requestfinished', (request) => void loaded.push(request))
  return {
    clear: () => {
      loaded = []
    },
    /** What was loaded since it was cleared, each file once, in bytes as they came over the wire. */
    async weight(): Promise<number> {
      const requests = [...new Map(loaded.map((request) => [request.url(), request])).values()]
      let sum = 0
      for (const request of requests) {
        const { responseBodySize } = await request.sizes()
        const bytes = Math.max(known.get(request.url()) ?? 0, responseBodySize)
        known.set(request.url(), bytes)
        sum += bytes
      }
      return sum
    },
  }
}
