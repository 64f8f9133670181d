import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const foreign = ['node_modules', 'build', 'dist', 'data']

/** A file of the project: its path with slashes, and what it says. */
export interface Source {
  path: string
  text: string
}

/** All files of the project below these folders (the whole project if there are none) whose names end so. */
export function sources(endings: string[], folders = ['.']): Source[] {
  return folders
    .flatMap((folder) => filesBelow(join(root, folder)))
    .map((file) => relative(root, file).split(sep).join('/'))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [join(folder, entry.name)]
    const ours = entry.isDirectory() && !entry.name.startsWith('.') && !foreign.includes(entry.name)
    return ours ? filesBelow(join(folder, entry.name)) : []
  })
}

/** Each match of a pattern as `path:line: match`, for messages somebody can follow. */
export function finds(files: Source[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map((match) => {
      const line = text.slice(0, match.index).split('\n').length
      return `${path}:${line}: ${match[0].trim()}`
    }),
  )
}
