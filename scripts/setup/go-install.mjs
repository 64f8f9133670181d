import { gist, onPath, run } from './run.mjs'

/**
 * Builds a Go program into a folder, as its module proxy has it: `go.temporal.io/server/cmd/server@v1.29.1`. Throws an error with what Go said when it
 * cannot, or when there is no Go.
 */
export async function goInstall(goModule, folder, env = process.env) {
  const go = onPath('go', env)
  if (!go) throw new Error('building it: there is no Go on this machine')
  // GOTOOLCHAIN: an older Go may fetch the one that Temporal's module asks for.
  const goEnv = { GOTOOLCHAIN: 'auto', ...env, GOBIN: folder, CGO_ENABLED: '0' }
  const args = ['install', '-ldflags=-s -w', goModule]
  const { code, output } = await run(go, args, { env: goEnv, cwd: folder })
  if (code !== 0) throw new Error(`building it: go install ended with code ${code}:\n${gist(output, 4)}`)
}
