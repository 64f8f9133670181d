import { fileTypeFromBuffer } from 'file-type'
import { jpegSize, pngSize } from './picture.js'

/** What is wrong with the content of a file. */
export type FileProblem = 'empty' | 'type' | 'encrypted' | 'broken' | 'pixels'

export interface FileKind {
  mime: 'application/pdf' | 'image/jpeg' | 'image/png'
  extension: 'pdf' | 'jpg' | 'png'
}

const pixelsAtMost = 50_000_000
const endings = /\.(pdf|jpe?g|png)$/i

/** What a file is by its ending, its first bytes and its structure: PDF, JPG or PNG; or what is wrong with it. */
export async function kindOf(bytes: Buffer, name: string): Promise<FileKind | { problem: FileProblem }> {
  if (bytes.length === 0) return { problem: 'empty' }
  if (!endings.test(name.trim())) return { problem: 'type' }
  const kind = kinds[(await magicOf(bytes)) ?? '']
  if (!kind) return { problem: 'type' }
  const problem = kind.mime === 'application/pdf' ? pdfProblem(bytes) : pictureProblem(bytes, kind.mime)
  return problem ? { problem } : kind
}

const kinds: Record<string, FileKind> = {
  'application/pdf': { mime: 'application/pdf', extension: 'pdf' },
  'image/jpeg': { mime: 'image/jpeg', extension: 'jpg' },
  'image/png': { mime: 'image/png', extension: 'png' },
  'image/apng': { mime: 'image/png', extension: 'png' },
}

/** Looks at the beginning only: nothing in the rest of a hostile file can keep it busy. */
async function magicOf(bytes: Buffer): Promise<string | undefined> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf'
  return (await fileTypeFromBuffer(bytes.subarray(0, 4100)).catch(() => undefined))?.mime
}

function pdfProblem(bytes: Buffer): FileProblem | null {
  const end = bytes.subarray(-2048).toString('latin1')
  if (!end.includes('%%EOF') || !end.includes('startxref')) return 'broken'
  return /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(bytes.toString('latin1')) ? 'encrypted' : null
}

function pictureProblem(bytes: Buffer, mime: 'image/jpeg' | 'image/png'): FileProblem | null {
  const size = mime === 'image/png' ? pngSize(bytes) : jpegSize(bytes)
  if (!size || size.width * size.height === 0) return 'broken'
  return size.width * size.height > pixelsAtMost ? 'pixels' : null
}
