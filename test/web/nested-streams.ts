const size = 900
const modulus = 65521
const head = Buffer.from('/ObjStm/FlateDecode stream\n\x78\x9c', 'latin1')

/**
 * Object streams of a PDF that lie within each other and all go on with the same megabytes of nothing: whoever unpacks each of them reads those as often. They
 * end with one checksum, which fits them all because none of the pieces changes it.
 */
export function nestedStreams(count: number, bytes: number): Buffer {
  const piece = stored(unsummed())
  const nothing = Buffer.alloc(5 * Math.floor((bytes - count * piece.length) / 5), stored(Buffer.alloc(0)))
  const end = Buffer.of(1, 0, 0, 0xff, 0xff, 0, 0, 0, 1)
  const pieces = Buffer.alloc(count * piece.length, piece)
  return Buffer.concat([head, pieces, nothing, end, Buffer.from('\nendstream\n')])
}

/** A block of deflate that is not compressed. */
function stored(content: Buffer): Buffer {
  const length = Buffer.alloc(5)
  length.writeUInt16LE(content.length, 1)
  length.writeUInt16LE(content.length ^ 0xffff, 3)
  return Buffer.concat([length, content])
}

/** The beginning of a stream behind signs that are chosen so that both sums of Adler-32 are the same afterwards: 1 and 0. */
function unsummed(): Buffer {
  const missing = modulus - head.reduce((sum, byte) => sum + byte, 0)
  const padding = size - head.length
  const signs = Array.from({ length: padding }, (_, n) => Math.floor((missing + n) / padding))
  for (let more = (modulus - second(signs)) % modulus; more > 0; ) {
    // a sign one higher, and one lower that stands so many places behind it
    const apart = Math.min(more, padding - 200)
    const at = signs.findIndex((sign, n) => sign < 120 && (signs[n + apart] ?? 0) > 40)
    signs[at] = (signs[at] ?? 0) + 1
    signs[at + apart] = (signs[at + apart] ?? 0) - 1
    more -= apart
  }
  return Buffer.concat([Buffer.from(signs), head])
}

function second(signs: number[]): number {
  let [a, b] = [1, 0]
  for (const byte of [...signs, ...head]) {
    a = (a + byte) % modulus
    b = (b + a) % modulus
  }
  return b
}
