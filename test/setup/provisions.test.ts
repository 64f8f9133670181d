import { execFileSync } from 'node:child_process'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { expect } from 'chai'
import pg from 'pg'
import { need } from '../needs.js'

describe('What npm test provides', () => {
  it('is a PostgreSQL that answers', async function () {
    const client = new pg.Client({ connectionString: need(this, 'TEST_POSTGRES_URL') })
    await client.connect()
    const { rows } = await client.query('show server_encoding')
    await client.end()
    expect(rows).to.deep.equal([{ server_encoding: 'UTF8' }])
  })

  it('is a Temporal server on which a month passes in a moment', async function () {
    const path = need(this, 'TEMPORAL_TEST_SERVER')
    const env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    })
    try {
      const before = await env.currentTimeMs()
      await env.sleep('30 days')
      expect((await env.currentTimeMs()) - before).to.be.at.least(30 * 24 * 3_600_000)
    } finally {
      await env.teardown()
    }
  })

  it('is the Temporal server that npm start uses', function () {
    expect(execFileSync(need(this, 'TEMPORAL_BINARY'), ['--version'], { encoding: 'utf8' })).to.match(
      /^temporal version/,
    )
  })

  it('is a Chromium', function () {
    expect(execFileSync(need(this, 'CHROMIUM_PATH'), ['--version'], { encoding: 'utf8' })).to.match(/Chrom/)
  })
})
