/**
 * A picture without what a camera or a program wrote beside it (place, time, device, comments, small copies, what follows its end);
 * its points stay as they are, and so does the side that is up. Null if its structure cannot be followed to its end.
 */
export function withoutCameraData(bytes: Buffer, mime: 'image/jpeg' | 'image/png'): Buffer | null {
  return mime === 'image/png' ? plainPng(bytes) : plainJpeg(bytes)
}

/** Many more than any picture of ten megabytes has. */
const partsAtMost = 20_000

function plainJpeg(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 2)]
  for (let at = 2; at + 2 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff || kept.length > partsAtMost) return null
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === endOfImage) return Buffer.concat([...kept, bytes.subarray(at, at + 2)])
    if (at + 4 > bytes.length) return null
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    const segment = bytes.subarray(at, end)
    if (isNeeded(marker, segment)) kept.push(segment)
    else if (marker === 0xe1 && startsWith(segment, 'Exif\0\0'))
      kept.push(turned(sideUp(segment.subarray(10))))
    at = marker === startOfScan ? endOfScan(bytes, end) : end
    if (marker === startOfScan) kept.push(bytes.subarray(end, at))
  }
  return null
}

const startOfScan = 0xda
const endOfImage = 0xd9

/** Of what programs add, only what colours depend on: JFIF, colour profiles, and Adobe's word about the colours. */
function isNeeded(marker: number, segment: Buffer): boolean {
  if (marker === 0xe0) return startsWith(segment, 'JFIF\0')
  if (marker === 0xe2) return startsWith(segment, 'ICC_PROFILE\0')
  if (marker === 0xee) return startsWith(segment, 'Adobe')
  return marker !== 0xfe && !(marker >= 0xe0 && marker <= 0xef)
}

const startsWith = (segment: Buffer, word: string) =>
  segment.subarray(4, 4 + word.length).toString('latin1') === word

/** Where the points of a scan end: at the next marker that is none of theirs. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1))
    if (follows.has(bytes[at + 1] ?? 0)) return at
  return bytes.length
}

/** What may come after a scan: tables, another scan, something that a program added, or the end. */
const follows = new Set([0xc4, startOfScan, 0xdb, 0xdc, 0xdd, endOfImage, 0xfe])
for (let application = 0xe0; application <= 0xef; application++) follows.add(application)

/** Which side is up, from 1 to 8 as in Exif; 1 where it is not said. */
function sideUp(tiff: Buffer): number {
  const isLittle = tiff.subarray(0, 2).toString('latin1') === 'II'
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  if (tiff.length < 8) return 1
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let nth = 0; nth < short(directory); nth++) {
    const entry = directory + 2 + nth * 12
    if (entry + 12 > tiff.length) return 1
    if (short(entry) === orientation)
      return short(entry + 8) >= 2 && short(entry + 8) <= 8 ? short(entry + 8) : 1
  }
  return 1
}

const orientation = 0x0112

/** Exif that says which side is up, and nothing else; empty where that goes without saying. */
function turned(side: number): Buffer {
  if (side === 1) return Buffer.alloc(0)
  const head = Buffer.from('\xff\xe1\x00\x22Exif\0\0MM\x00\x2a\x00\x00\x00\x08\x00\x01', 'latin1')
  return Buffer.concat([head, Buffer.of(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0, 0, 0, 0, 0)])
}

function plainPng(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length || kept.length > partsAtMost) return null
    const name = bytes.subarray(at + 4, at + 8).toString('latin1')
    if (chunks.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return null
}

/** The picture itself and its colours; whatever else a PNG carries tells of something else. */
// biome-ignore format: a list of short words
const chunks = new Set([
  'IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'bKGD', 'hIST', 'pHYs', 'sPLT',
  'acTL', 'fcTL', 'fdAT',
])
