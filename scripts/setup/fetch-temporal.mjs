import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { run } from './run.mjs'

/** Where Temporal publishes its programs; the SDK asks the same address in the same way. */
export const temporalSite = 'https://temporal.download'

/**
 * Downloads a program Temporal publishes (`cli`, `temporal-test-server`), unpacks it into `folder` and returns its
 * path. Throws with the reason when the site is not reached within 8 s, or when what came is no archive.
 */
export async function fetchTemporal(product, version, folder, site = temporalSite) {
  const { archiveUrl, fileToExtract } = await ask(product, version, site)
  const archive = join(folder, 'archive')
  const response = await fetch(archiveUrl, { signal: AbortSignal.timeout(300_000) })
  if (!response.ok) throw new Error(`${archiveUrl} answered ${response.status}`)
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive))
  // Both GNU tar and the bsdtar of macOS and Windows find out the compression themselves.
  const { code } = await run('tar', ['-xf', archive, '-C', folder], { timeoutMs: 120_000 })
  if (code !== 0) throw new Error(`${archiveUrl} did not send an archive that can be unpacked`)
  return join(folder, fileToExtract)
}

async function ask(product, version, site) {
  const query = new URLSearchParams({ arch: archOf(process.arch), platform: platformOf(process.platform) })
  const url = `${site}/${product}/${version}?${query}${process.platform === 'win32' ? '&format=zip' : ''}`
  const response = await fetch(url, { signal: AbortSignal.timeout(8000) }).catch((error) => {
    throw new Error(`${new URL(site).host} was not reached (${error.cause?.code ?? error.name})`)
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.json()
}

const archOf = (arch) => (arch === 'x64' ? 'amd64' : arch)
const platformOf = (platform) => (platform === 'win32' ? 'windows' : platform)
