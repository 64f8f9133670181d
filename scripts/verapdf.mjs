// Asks veraPDF whether PDF files keep the rules of accessible, archivable PDF:
//   node scripts/verapdf.mjs ua1,3a letter.pdf …
// Prints one JSON line a file and flavour: { file, flavour, failures }. Exit 0: all pass, 1: some fail, 3: veraPDF is not to be had.
// The validator is a Java library: fetched once with Maven into the user's cache, shared by all clones.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const version = '1.28.2'
const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
const jars = join(cache, 'ausgleich-portal', 'verapdf', version)
const program = fileURLToPath(new URL('../test/documents/V.java', import.meta.url))

const project = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>ausgleich-portal</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>${version}</version>
  </dependency></dependencies></project>`

const [flavours, ...files] = process.argv.slice(2)
if (!flavours) {
  console.error('Usage: node scripts/verapdf.mjs ua1,3a file.pdf … (without files it only fetches veraPDF)')
  process.exit(2)
}
const missing = fetchJars()
if (missing) {
  console.error(missing)
  process.exit(3)
}
if (files.length > 0) {
  const args = ['-cp', join(jars, '*'), program, flavours, ...files]
  process.exit(spawnSync('java', args, { stdio: 'inherit' }).status ?? 3)
}

/** Brings the jars into the cache unless they are there; answers what is in the way, or nothing. */
function fetchJars() {
  if (!runs('java', '-version')) return 'veraPDF needs Java 17 or later; no `java` was found on the PATH.'
  if (existsSync(jars)) return undefined
  if (!runs('mvn', '-version')) return 'veraPDF is fetched with Maven; no `mvn` was found on the PATH.'
  console.error(`Fetching veraPDF ${version} with Maven (20 MB, once) into ${jars} …`)
  // Into a directory of our own first: a broken download or a second run at the same time leaves no half cache.
  const draft = `${jars}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const pom = join(draft, 'pom.xml')
  writeFileSync(pom, project)
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
  const fetched = spawnSync('mvn', ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${draft}`], {
    encoding: 'utf8',
  })
  const complete = fetched.status === 0 && readdirSync(draft).some((name) => name.endsWith('.jar'))
  if (complete && !existsSync(jars)) renameSync(draft, jars)
  rmSync(draft, { recursive: true, force: true })
  return complete
    ? undefined
    : `Maven could not fetch veraPDF ${version}:\n${fetched.stdout}${fetched.stderr}`
}

function runs(command, argument) {
  return spawnSync(command, [argument], { stdio: 'ignore' }).status === 0
}
