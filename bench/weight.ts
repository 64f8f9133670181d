import { gzipSync } from 'node:zlib'
import { load } from 'cheerio'
import { openStack } from '../test/stack.js'
import { table } from './table.js'

/** What the first page costs on the wire, compressed: HTML, style sheet, scripts, pictures. */
export async function benchWeight(): Promise<void> {
  const stack = await openStack()
  await stack.startPortal()
  try {
    const size = async (path: string) => {
      const answer = await fetch(stack.url + path, { headers: { 'accept-encoding': 'br, gzip' } })
      const body = Buffer.from(await answer.arrayBuffer())
      const sent = answer.headers.get('content-length')
      // A page is compressed as it is sent, and does not say its length beforehand.
      return { bytes: sent ? Number(sent) : gzipSync(body).length, body: body.toString() }
    }
    const page = await size('/sign-in')
    const $ = load(page.body)
    const linked = $('link[rel=stylesheet], link[rel=icon], link[rel=modulepreload]')
      .get()
      .map((it) => $(it).attr('href') ?? '')
    const sources = $('script[src], img[src]')
      .get()
      .map((it) => $(it).attr('src') ?? '')
    const rows = [{ file: '/sign-in', 'KB compressed': page.bytes / 1000 }]
    const files = new Set([...linked, ...sources])
    for (const path of files) {
      const { bytes, body } = await size(path)
      rows.push({ file: path.replace(/\.[0-9a-f]{10}\./, '.'), 'KB compressed': bytes / 1000 })
      if (path.endsWith('.js'))
        for (const [, name] of body.matchAll(/["']\.\/([\w.-]+\.js)["']/g)) files.add(`/assets/${name}`)
    }
    rows.push({
      file: 'all',
      'KB compressed': Math.round(rows.reduce((sum, row) => sum + row['KB compressed'], 0) * 10) / 10,
    })
    table('The first page', rows)
  } finally {
    await stack.close()
  }
}
