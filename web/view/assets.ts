import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where `npm run assets` writes the files a browser fetches; served under `/assets`. */
export const assetsFolder = fileURLToPath(new URL('../../build/assets/', import.meta.url))

/**
 * The address of a browser file, such as `/assets/portal.1a2b3c4d.css` for `portal.css`.
 * Names carry a hash of the content, so answers may be cached for ever.
 * Throws if the file is unknown or the assets were not built.
 */
export function asset(name: string): string {
  if (Date.now() - lookedAt > 1000) look()
  const file = manifest[name]
  if (!file) throw new Error(`No browser file is called ${name}. Known: ${Object.keys(manifest).join(', ')}.`)
  return `/assets/${file}`
}

const manifestFile = `${assetsFolder}manifest.json`
let manifest: Record<string, string> = {}
let writtenAt = 0
let lookedAt = 0

// A build while the portal runs shows within a second.
function look() {
  if (!existsSync(manifestFile)) throw new Error(`${manifestFile} is missing. Run "npm run assets" once.`)
  const { mtimeMs } = statSync(manifestFile)
  if (mtimeMs !== writtenAt) manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
  writtenAt = mtimeMs
  lookedAt = Date.now()
}
