import { expect } from 'chai'
import { readConfig } from '../../config.js'
import { usePortal } from './portal.js'

const OUTAGE = '2026-12-05T18:00+01:00/2026-12-05T22:00+01:00'
const words = 'Vom 5. Dezember 2026, 18:00 bis zum 5. Dezember 2026, 22:00 ist das Portal nicht erreichbar.'

describe('A planned outage', () => {
  const portal = usePortal({ env: { OUTAGE } })
  const seen = async (path = '/help') => {
    const page = await portal.visitor().get(path)
    return {
      ...page,
      words: page.words.replaceAll('\u00a0', ' '),
      status: page.status,
      headers: page.headers,
    }
  }

  it('is announced on every page from a week before, and says what becomes of drafts', async () => {
    portal.clock.set('2026-11-28T16:59:00.000Z')
    expect((await seen()).words).not.to.include('Geplanter Unterbruch')
    portal.clock.set('2026-11-28T17:00:00.000Z')
    for (const path of ['/help', '/nowhere', '/sign-in', '/forgotten'])
      expect((await seen(path)).words, path)
        .to.include('Geplanter Unterbruch')
        .and.include(words)
        .and.include('auch Entwürfe, bleibt erhalten')
    expect((await seen('/help?lang=fr')).words).to.include('le portail n’est pas accessible')
  })

  it('answers every request while it lasts, in the language of the reader, without the database', async () => {
    portal.clock.set('2026-12-05T17:30:00.000Z')
    const { db } = portal.deps
    portal.deps.db = undefined as never
    try {
      for (const [lang, title] of Object.entries({
        de: 'Das Portal ist bald wieder da',
        fr: 'Le portail sera bientôt de retour',
        it: 'Il portale tornerà presto',
        en: 'The portal will be back soon',
      })) {
        const page = await portal.visitor().get(`/office?lang=${lang}`)
        expect(page.status).to.equal(503)
        expect(page.headers['retry-after']).to.equal('12600')
        expect(page.$('h1').text()).to.equal(title)
      }
      expect((await seen()).words).to.include(words)
    } finally {
      portal.deps.db = db
    }
  })

  it('is over when it is over', async () => {
    portal.clock.set('2026-12-05T21:00:00.000Z')
    const page = await seen()
    expect(page.status).to.equal(200)
    expect(page.words).not.to.include('Unterbruch')
  })

  it('is announced from its minute on, and not a minute longer, on a page that was kept in memory', async () => {
    portal.clock.set('2026-11-28T16:30:00.000Z')
    const employer = await portal.given.employer()
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    const isAnnounced = async () =>
      (await hr.get(`/e/${employer.id}/employees`)).words.includes('Geplanter Unterbruch')
    expect([await isAnnounced(), await isAnnounced()]).to.deep.equal([false, false])
    portal.deps.config.outage = { from: '2026-12-05T16:45:00.000Z', until: '2026-12-05T22:00:00.000Z' }
    portal.clock.set('2026-11-28T16:45:00.000Z')
    expect([await isAnnounced(), await isAnnounced()]).to.deep.equal([true, true])
    portal.deps.config.outage = { from: '2026-11-28T16:46:00.000Z', until: '2026-11-28T16:50:00.000Z' }
    portal.clock.set('2026-11-28T16:50:00.000Z')
    expect(await isAnnounced()).to.equal(false)
  })

  it('must begin before it ends', () => {
    for (const wrong of ['tomorrow', '2026-12-05T22:00Z', '2026-12-05T22:00Z/2026-12-05T18:00Z'])
      expect(() => readConfig({ OUTAGE: wrong }), wrong).to.throw('OUTAGE')
  })
})
