import { activeContent } from './active-content.js'
import { withoutCameraData } from './camera-data.js'
import { type FileKind, type FileProblem, kindOf } from './check.js'

/** A file as it may be kept, or what is wrong with its content. */
export type Looked =
  | {
      kind: FileKind
      /** What a PDF can do beside being looked at, in words of `documents:active`. */
      activeContent: string
      /** A picture without its camera's data; null for a PDF, which is kept as it came. */
      picture: Uint8Array | null
    }
  | { problem: FileProblem }

/** Looks into a file from its first byte to its last: as long as a hostile one makes it take. */
export async function look(bytes: Buffer, name: string): Promise<Looked> {
  const kind = await kindOf(bytes, name)
  if ('problem' in kind) return kind
  if (kind.mime === 'application/pdf')
    return { kind, activeContent: activeContent(bytes).join(' '), picture: null }
  const picture = withoutCameraData(bytes, kind.mime)
  return picture ? { kind, activeContent: '', picture } : { problem: 'broken' }
}
