/**
 * A share from 0 to just below 1 that an id always has, evenly spread over many ids, also over such as only count on: what is due for
 * many on one morning is done one after the other, and for each of them always at the same time of day (FNV-1a, mixed as by Murmur3).
 */
export function shareOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
