import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installDebianPackages } from './apt.mjs'
import { cacheDir, cacheDraft } from './cache.mjs'
import { fetchTemporal, temporalSite } from './fetch-temporal.mjs'
import { gist, isExecutable, onPath, run } from './run.mjs'
import { step, trouble } from './say.mjs'

const version = '1.32.0'

/**
 * The path of Temporal's test server, which lets a month pass in a moment: from the cache, else Temporal's own
 * download, else its Java archives from Maven Central with a two-line script around them. Throws a trouble.
 */
export async function findTestServer({
  env = process.env,
  site = temporalSite,
  install = installDebianPackages,
} = {}) {
  const folder = join(cacheDir(env), `test-server-${version}`)
  const native = join(folder, 'temporal-test-server')
  const script = join(folder, 'with-java')
  if (isExecutable(native)) return native
  if (existsSync(script) && onPath('java', env)) return script
  const draft = cacheDraft(cacheDir(env), 'test-server')
  try {
    if (await downloaded(draft, native, site)) return native
    await copyArchives(draft, env, install)
    return keepArchives(draft, folder, script)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function downloaded(draft, native, site) {
  try {
    const program = await fetchTemporal('temporal-test-server', 'default', draft, site)
    if (!isExecutable(program)) return false
    mkdirSync(join(native, '..'), { recursive: true })
    renameSync(program, native)
    return true
  } catch {
    return false // the archives of Maven Central are as good
  }
}

async function copyArchives(draft, env, install) {
  const tools = () => onPath('java', env) && onPath('mvn', env)
  if (!tools() && !((await install('default-jre-headless', 'maven')) && tools())) {
    throw trouble(
      'Tests that let time pass need Java and Maven, which are not both on this machine.',
      'Install a Java runtime (11 or later) and Maven; the other tests run without.',
    )
  }
  writeFileSync(join(draft, 'pom.xml'), pom)
  const args = [
    '-q',
    '-B',
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    '-DoutputDirectory=jars',
  ]
  await step("Getting Temporal's test server from Maven Central", async () => {
    const { code, output } = await run(onPath('mvn', env), args, { cwd: draft, env, timeoutMs: 600_000 })
    if (code === 0) return
    throw trouble(
      `Maven could not get Temporal's test server:\n${gist(output, 6)}`,
      'Check its connection, then try again.',
    )
  })
}

function keepArchives(draft, folder, script) {
  const jars = join(folder, 'jars')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(jars)) renameSync(join(draft, 'jars'), jars)
  const java = 'java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m'
  writeFileSync(script, `#!/bin/sh\nexec ${java} -cp "${jars}/*" io.temporal.testserver.TestServer "$@"\n`)
  chmodSync(script, 0o755)
  return script
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>portal</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`
