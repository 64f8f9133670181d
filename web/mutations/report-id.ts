import { createHash } from 'node:crypto'

/** The id of a report that is prepared from `source`: the same one however often it is asked for. */
export function reportIdFor(source: string): string {
  const hex = createHash('sha256').update(source).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}
