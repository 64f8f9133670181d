import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { migrate, openDatabase } from '../../db/knex.js'
import { need } from '../needs.js'

const file = (name: string) => fileURLToPath(new URL(`../../deploy/${name}`, import.meta.url))

describe('A database server as the example for Docker begins with it', () => {
  const passwords = { OWNER_PASSWORD: 'owner1', APP_PASSWORD: 'app2', TEMPORAL_PASSWORD: 'temporal3' }
  let server: URL
  const as = (user: string) => {
    const url = new URL(server)
    url.username = user
    url.pathname = '/portal'
    return url.href
  }

  before(function () {
    server = new URL(need(this, 'TEST_POSTGRES_URL'))
    const env = {
      ...{ ...process.env, ...passwords },
      PGHOST: server.searchParams.get('host') ?? server.hostname,
      PGPORT: server.port,
      POSTGRES_USER: decodeURIComponent(server.username),
    }
    execFileSync('sh', [file('compose/databases.sh')], { env })
  })
  after(async () => {
    const admin = openDatabase(server.href)
    await admin.raw('drop database portal')
    for (const role of ['portal_app', 'portal_owner', 'temporal']) await admin.raw(`drop role ${role}`)
    await admin.destroy()
  })

  it('has an owner who migrates and a portal that cannot', async () => {
    await migrate(as('portal_owner'))
    execFileSync('psql', ['-v', 'ON_ERROR_STOP=1', '-f', file('roles.sql'), as('portal_owner')])
    const app = openDatabase(as('portal_app'))
    expect(await app('employers')).to.deep.equal([])
    const refused = await app.raw('alter table employers add column more integer').catch(({ code }) => code)
    await app.destroy()
    expect(refused).to.equal('42501')
  })
})
