import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect } from 'chai'
import { findCluster } from '../../scripts/setup/find-cluster.mjs'
import { program, rejection, temporaryFolder } from './folders.mjs'

describe('A Temporal cluster is looked for', () => {
  const folder = temporaryFolder()
  const env = () => ({
    PATH: [join(folder(), 'path'), '/usr/bin', '/bin'].join(delimiter),
    XDG_CACHE_HOME: join(folder(), 'cache'),
  })
  const cached = () => join(folder(), 'cache', 'ausgleich-portal', 'temporal-cluster-v1.29.1')
  const goThat = (body) => program(join(folder(), 'path', 'go'), body)
  const builds =
    'for it in "$@"; do program="$GOBIN/$(basename "$it" @v1.29.1)"; done; echo built > "$program"; chmod +x "$program"'

  it('first on the PATH, if both of its programs are there', async () => {
    program(join(folder(), 'path', 'temporal-server'), 'true')
    program(join(folder(), 'path', 'temporal-sql-tool'), 'true')
    expect(await findCluster({ env: env() })).to.equal(join(folder(), 'path'))
  })

  it('else it is built with Go into the cache, once', async () => {
    goThat(builds)
    expect(await findCluster({ env: env() })).to.equal(cached())
    expect(existsSync(join(cached(), 'temporal-sql-tool'))).to.equal(true)
    goThat('exit 1')
    expect(await findCluster({ env: env() })).to.equal(cached())
  })

  it('and when that fails, one sentence says what to do', async () => {
    goThat('echo "no route to the module proxy"; exit 1')
    const error = await rejection(findCluster({ env: env() }))
    expect(error.message).to.contain('no route to the module proxy')
    expect(error.advice).to.contain('Install Go')
  })
})
