import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A temporary folder for each test of the suite that calls this, as a function that returns its path. */
export function temporaryFolder() {
  let folder
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portal-setup-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  return () => folder
}

/** Writes a shell script that can be run as a program; returns its path. */
export function program(path, body) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

/** What a promise is rejected with. Throws when it is not. */
export async function rejection(promise) {
  const none = Symbol('none')
  const error = await promise.then(
    () => none,
    (reason) => reason,
  )
  if (error === none) throw new Error('expected a rejection')
  return error
}
