import { expect } from 'chai'
import { usePortal } from './portal.js'

describe('A phone', () => {
  const portal = usePortal({ env: { OFFICE: 'offices/seeland' } })

  it('can put the portal of this office among its programs, with an icon that is there', async () => {
    const someone = portal.visitor()
    const page = await someone.get('/sign-in')
    const { body } = await someone.get(page.$('link[rel=manifest]').attr('href') ?? '')
    expect(body).to.include({ name: 'Ausgleichskasse Seeland', start_url: '/', display: 'standalone' })
    expect(body.icons.map(({ sizes }: { sizes: string }) => sizes)).to.deep.equal(['192x192', '512x512'])
    for (const { src } of body.icons) {
      const icon = await someone.download(src)
      expect([icon.status, icon.headers['content-type']]).to.deep.equal([200, 'image/png'])
      expect(icon.body.subarray(1, 4).toString()).to.equal('PNG')
    }
  })
})
