import { readFileSync } from 'node:fs'
import { Worker } from '@temporalio/worker'

// Preloaded into a real worker: as if a release had put a wait before what each report goes through, and nobody had guarded it.
const begins = /async function reviewed\(\{ ask \}\) \{/
const create = Worker.create
Worker.create = async (options) => {
  const code = readFileSync(options.workflowBundle.codePath, 'utf8')
  if (!begins.test(code)) throw new Error('the procedure is no longer where it was')
  const changed = code.replace(begins, (line) => `${line} await new Promise((done) => setTimeout(done, 1));`)
  return create.call(Worker, { ...options, workflowBundle: { code: changed } })
}
