import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url))

const interceptors = '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors.js'

/**
 * The workflows as one bundle, `traced` with what makes spans of them. Bundled anew only when their code has changed: a start takes seconds less.
 * Cases go on with either: both write the same histories.
 */
export async function workflowCode({ traced = false } = {}): Promise<{ codePath: string }> {
  const codePath = join(folder('build'), `workflows-${traced ? 'traced-' : ''}${fingerprint()}.js`)
  if (!existsSync(codePath)) {
    const logger = { trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error, log() {} }
    const workflowInterceptorModules = traced ? [createRequire(import.meta.url).resolve(interceptors)] : []
    const { code } = await bundleWorkflowCode({ workflowsPath: entry(), workflowInterceptorModules, logger })
    mkdirSync(folder('build'), { recursive: true })
    writeFileSync(codePath, code)
  }
  return { codePath }
}

const entry = () => join(folder('workflows'), import.meta.url.endsWith('.ts') ? 'index.ts' : 'index.js')

function fingerprint(): string {
  const hash = createHash('sha256')
  const sources = ['workflows', 'domain'].flatMap((name) =>
    readdirSync(folder(name), { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => join(it.parentPath, it.name)),
  )
  for (const file of [...sources.sort(), join(folder('.'), 'package-lock.json')])
    hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
