import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HttpError } from '../errors.js'

const seconds = 10
const bytesOfMemory = 512 * 1024 * 1024
/** What qpdf says about a file that can be read, though not all in it is as it should be. */
const withWarnings = 3
const damaged = 2

/**
 * Whether qpdf finds the structure of a PDF whole, within ten seconds and half a gigabyte of memory; what takes more is not. `program` is its
 * path. Throws a 503 when the program cannot be run: what nobody has looked at is not taken.
 */
export async function isWholePdf(program: string, bytes: Buffer): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'pdf-'))
  const file = join(folder, 'upload.pdf')
  try {
    await writeFile(file, bytes, { mode: 0o600 })
    const code = await run(program, file)
    return code === 0 || code === withWarnings
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(program: string, file: string): Promise<number> {
  const limits = [`--as=${bytesOfMemory}`, `--cpu=${seconds}`, '--']
  return new Promise((done, failed) => {
    execFile(
      'prlimit',
      [...limits, program, '--check', file],
      { timeout: seconds * 1000, killSignal: 'SIGKILL', maxBuffer: 1_000_000 },
      (error) => {
        if (!error) done(0)
        else if (error.killed || error.signal) done(damaged)
        else if (typeof error.code === 'number' && error.code < 126) done(error.code)
        else failed(new HttpError(503, `qpdf: ${error.code}`))
      },
    )
  })
}
