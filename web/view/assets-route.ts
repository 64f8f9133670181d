import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Request, type Response, Router } from 'express'
import { fixed } from '../../domain/contrast.js'
import { depsOf } from '../deps.js'
import { notFound } from '../errors.js'
import { assetsFolder } from './assets.js'
import { officeAsset, officeFile } from './office-assets.js'

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
}

/** The files a browser fetches, from memory, under the addresses that `asset()` gives. */
export function assets(): Router {
  const router = Router()
  router.get('/assets/:file', send)
  router.get('/favicon.ico', (req, res) => {
    const icon = officeAsset(depsOf(req).config.office, 'favicon.svg') ?? ''
    res.set('Cache-Control', 'public, max-age=86400').redirect(302, icon)
  })
  router.get('/manifest.webmanifest', manifest)
  return router
}

/** What a phone needs to put the portal among its programs. Nothing is kept there: no page works without the network. */
function manifest(req: Request, res: Response): void {
  const { office } = depsOf(req).config
  const { name, colours: palette } = office
  const icons = [192, 512].map((size) => ({
    src: officeAsset(office, `icon-${size}.png`),
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any maskable',
  }))
  const colours = { theme_color: palette.light.accent, background_color: fixed.light.paper }
  res.set({ 'Content-Type': 'application/manifest+json', 'Cache-Control': 'public, max-age=86400' }).send(
    JSON.stringify({
      name,
      short_name: name,
      start_url: '/',
      scope: '/',
      display: 'standalone',
      ...colours,
      icons,
    }),
  )
}

async function send(req: Request<{ file: string }>, res: Response): Promise<void> {
  const { file } = req.params
  const type = types[/^[\w-]+(?:\.min)?\.[0-9a-f]{10}\.(css|js|png|svg|webp)$/.exec(file)?.[1] ?? '']
  if (!type) throw notFound()
  const encoding = !file.endsWith('.webp') && req.acceptsEncodings('br', 'gzip')
  const end = encoding === 'br' ? '.br' : encoding === 'gzip' ? '.gz' : ''
  const own = officeFile(depsOf(req).config.office, file)
  const bytes = own ?? (await contentOf(`${file}${end}`))
  if (!own && encoding && end) res.set('Content-Encoding', encoding)
  res
    .set({ 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' })
    .vary('Accept-Encoding')
    .send(bytes)
}

// Names carry a hash of the content, so what was read once stays true.
const kept = new Map<string, Buffer>()

async function contentOf(name: string): Promise<Buffer> {
  const known = kept.get(name)
  if (known) return known
  const bytes = await readFile(join(assetsFolder, name)).catch(() => null)
  if (!bytes) throw notFound()
  kept.set(name, bytes)
  return bytes
}
