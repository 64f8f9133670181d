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
    const { code } = await bundled(traced ? [createRequire(import.meta.url).resolve(interceptors)] : [])
    mkdirSync(folder('build'), { recursive: true })
    writeFileSync(codePath, code)
  }
  return { codePath }
}

/** The workflows and these modules of interceptors, bundled anew. Our own modules run once a worker instead of once a case: they keep nothing of a case. */
export const bundled = (workflowInterceptorModules: string[]) =>
  bundleWorkflowCode({
    workflowsPath: procedures('index'),
    preloadModules: [procedures('preloaded')],
    workflowInterceptorModules,
    logger: { trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error, log() {} },
  })

const procedures = (name: string) =>
  join(folder('workflows'), `${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`)

function fingerprint(): string {
  const hash = createHash('sha256')
  const sources = ['workflows', 'domain'].flatMap((name) =>
    readdirSync(folder(name), { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => join(it.parentPath, it.name)),
  )
  for (const file of [
    ...sources.sort(),
    fileURLToPath(import.meta.url),
    join(folder('.'), 'package-lock.json'),
  ])
    hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
