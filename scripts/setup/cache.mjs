import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder outside the clone, shared by all clones of this user, for what takes minutes to get.
 * `XDG_CACHE_HOME` wins on every system.
 */
export function cacheDir(env = process.env, platform = process.platform) {
  return join(env.XDG_CACHE_HOME || userCache(env, platform), 'ausgleich-portal')
}

/** A fresh folder in the cache, to be renamed into place when complete: another clone may be doing the same now. */
export function cacheDraft(cache, name) {
  const folder = join(cache, `${name}.${process.pid}.${Date.now()}`)
  mkdirSync(folder, { recursive: true })
  return folder
}

function userCache(env, platform) {
  if (platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  return join(env.HOME || homedir(), '.cache')
}
