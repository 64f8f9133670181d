import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { createApp } from '../../web/app.js'
import { createListener } from '../../web/listener.js'
import { usePortal } from '../web/portal.js'

const ofSession = (sessionSecret: string, ...oldSessionSecrets: string[]) => ({
  sessionSecret,
  oldSessionSecrets,
})

describe('When the secret of sessions is changed', () => {
  const portal = usePortal()

  it('whoever is signed in stays so while the old one is still known, and not longer', async () => {
    const employer = await portal.given.employer()
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    const { config } = portal.deps
    const fresh = 'another secret, also 32 characters long'
    const statusWith = async (secrets: object) => {
      const server = createListener(config, createApp({ ...portal.deps, config: { ...config, ...secrets } }))
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      const { port } = server.address() as AddressInfo
      const headers = { cookie: `sid=${hr.cookie('sid')}` }
      const url = `http://127.0.0.1:${port}/e/${employer.id}`
      const { status } = await fetch(url, { headers, redirect: 'manual' })
      server.closeAllConnections()
      server.close()
      return status
    }
    expect(await statusWith(ofSession(fresh, config.sessionSecret))).to.equal(200)
    expect(await statusWith(ofSession(fresh))).to.equal(303)
  })
})
