/** The memory of bytes that fill it alone: handed over, it need not be copied nor wait to be collected. */
export const given = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
