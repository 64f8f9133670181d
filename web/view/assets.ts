import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where `npm run assets` writes the files a browser fetches; served under `/assets`. */
export const assetsFolder = fileURLToPath(new URL('../../build/assets/', import.meta.url))

/**
 * The address of a browser file, such as `/assets/portal.1a2b3c4d.css` for `portal.css`.
 * Names carry a hash of the content, so answers may be cached for ever.
 * Throws if the file is unknown or the assets were not built.
 */
export function asset(name: string): string {
  manifest ??= readManifest()
  const file = manifest[name]
  if (!file) throw new Error(`No browser file is called ${name}. Known: ${Object.keys(manifest).join(', ')}.`)
  return `/assets/${file}`
}

let manifest: Record<string, string> | undefined

function readManifest(): Record<string, string> {
  const file = `${assetsFolder}manifest.json`
  if (!existsSync(file)) throw new Error(`${file} is missing. Run "npm run assets" once.`)
  return JSON.parse(readFileSync(file, 'utf8'))
}
