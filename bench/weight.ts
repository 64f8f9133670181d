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
      const sent = answer.headers.get('content-length')
      return { bytes: sent ? Number(sent) : 0, body: Buffer.from(await answer.arrayBuffer()).toString() }
    }
    const page = await size('/sign-in')
    const $ = load(page.body)
    const linked = $('link[rel=stylesheet], link[rel=icon], link[rel=modulepreload]')
      .get()
      .map((it) => $(it).attr('href') ?? '')
    const sources = $('script[src], img[src]')
      .get()
      .map((it) => $(it).attr('src') ?? '')
    const rows = [{ file: '/sign-in', 'KB compressed': Math.max(page.bytes, 0) / 1000 }]
    for (const path of [...new Set([...linked, ...sources])])
      rows.push({
        file: path.replace(/[-.][0-9a-zA-Z_-]{8,}\./, '.'),
        'KB compressed': (await size(path)).bytes / 1000,
      })
    rows.push({
      file: 'all',
      'KB compressed': Math.round(rows.reduce((sum, row) => sum + row['KB compressed'], 0) * 10) / 10,
    })
    table('The first page', rows)
  } finally {
    await stack.close()
  }
}
