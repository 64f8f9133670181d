/** In pixels. */
export interface Size {
  width: number
  height: number
}

const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** The size of a PNG that begins and ends as it should, otherwise null. */
export function pngSize(bytes: Buffer): Size | null {
  const begins =
    bytes.subarray(0, 8).equals(signature) && bytes.subarray(12, 16).toString('latin1') === 'IHDR'
  if (!begins || bytes.length < 45 || bytes.lastIndexOf('IEND', undefined, 'latin1') < 33) return null
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** The size of a JPEG that is whole, from start to end of image, otherwise null. */
export function jpegSize(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  let size: Size | null = null
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return null
    if (isFrame(marker) && at + 9 <= bytes.length)
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    if (marker === startOfScan) return bytes.lastIndexOf(endOfImage) > at ? size : null
    at += 2 + length
  }
  return null
}

const startOfScan = 0xda
const endOfImage = Buffer.of(0xff, 0xd9)

/** Start of a frame: C0 to CF without the tables C4, C8 and CC among them. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
