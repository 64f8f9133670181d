// Asks veraPDF whether PDF files keep the rules of accessible, archivable PDF:
//   node scripts/verapdf.mjs ua1,3a letter.pdf …
// Prints PASS or FAIL a file and flavour, with the clauses that failed. Exit 0: all pass, 1: some fail, 3: veraPDF is not
// to be had. It is a Java program, fetched once with Maven into the user's cache, which all clones share.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const version = '1.28.2'
const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
const jars = join(cache, 'ausgleich-portal', 'verapdf', version)
const project = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>ausgleich-portal</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>${version}</version>
  </dependency></dependencies></project>`

const [flavours, ...files] = process.argv.slice(2)
if (!flavours) {
  console.error('Usage: node scripts/verapdf.mjs ua1,3a file.pdf … (without a file it only fetches veraPDF)')
  process.exit(2)
}
const obstacle = fetchJars()
if (obstacle) {
  console.error(obstacle)
  process.exit(3)
}
const clean = files.length === 0 || flavours.split(',').map(validate).every(Boolean)
process.exit(clean ? 0 : 1)

function validate(flavour) {
  // It keeps a folder of its own in the home directory: not in the user's.
  const program = [`-Duser.home=${jars}`, '-cp', join(jars, '*'), 'org.verapdf.apps.GreenfieldCliWrapper']
  const options = ['--flavour', flavour, '--format', 'text', '-v', ...files]
  return spawnSync('java', [...program, ...options], { stdio: 'inherit' }).status === 0
}

/** Brings the jars into the cache unless they are there; answers what is in the way, if anything. */
function fetchJars() {
  if (!runs('java'))
    return 'veraPDF needs Java 11 or later, and there is no `java` on the PATH: install a Java runtime.'
  if (existsSync(jars)) return undefined
  if (!runs('mvn')) return 'veraPDF is fetched with Maven, and there is no `mvn` on the PATH: install Maven.'
  console.error(`Fetching veraPDF ${version} with Maven (20 MB, once) into ${jars}`)
  // Into a folder of its own first, so that neither a broken download nor a second run leaves half a cache.
  const draft = `${jars}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const pom = join(draft, 'pom.xml')
  writeFileSync(pom, project)
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
  const maven = spawnSync('mvn', ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${draft}`], {
    encoding: 'utf8',
  })
  const complete = maven.status === 0 && readdirSync(draft).some((name) => name.endsWith('.jar'))
  if (complete && !existsSync(jars)) renameSync(draft, jars)
  rmSync(draft, { recursive: true, force: true })
  return complete ? undefined : `Maven could not fetch veraPDF ${version}:\n${maven.stdout}${maven.stderr}`
}

function runs(command) {
  return spawnSync(command, ['-version'], { stdio: 'ignore' }).status === 0
}
