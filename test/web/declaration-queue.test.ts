import { expect } from 'chai'
import { createActivities } from '../../activities/index.js'
import { callForWages } from '../../db/declarations/calls.js'
import { francs } from '../../domain/money.js'
import type { Sums } from '../../domain/salary-declaration/declaration.js'
import { emptySums } from '../../domain/salary-declaration/sums.js'
import { onEachDatabase } from './portal.js'

onEachDatabase((portal) => {
  const plain = (words: string) => words.replace(/CHF\s/g, '')

  describe('the office’s queue of wages', () => {
    it('shows what is released with its differences, and who has not declared', async () => {
      portal.clock.set('2026-01-20T09:00:00.000Z')
      const at = portal.clock.now()
      const employer = await portal.given.employer({ memberNumber: '49.1-1', name: 'Holz und Dach AG' })
      await portal.given.employer({ memberNumber: '49.1-2', name: 'Bäckerei Ohne Eile' })
      const wages = (ahv: number): Sums => {
        const year = {
          ahv: francs(ahv),
          ahvFree: 0,
          alv: francs(ahv),
          alvSupplement: 0,
          alvFree: 0,
          cantons: {},
        }
        return { ...emptySums(), ...year, persons: 2, allowances: francs(2580), years: { 2025: year } }
      }
      const rest = { way: 'online', role: 'first', earlier: [], remarks: {}, file: null, documents: [] }
      const sent = { kind: 'salary-declaration', employerId: employer.id, employeeId: null, createdBy: 'hr', createdAt: at, savedAt: at, submittedAt: at, submittedBy: 'hr', draft: '{}' } // biome-ignore format: a row
      const closed = { status: 'closed', outcome: 'confirmed' }
      const last = { ...rest, year: 2024, sums: wages(80_000), findings: {} }
      const now = { ...rest, year: 2025, sums: wages(100_000), findings: { 'person-unknown': 2 } }
      await portal.db('mutations').insert({ ...sent, ...closed, id: 'w24', reference: 'LM-24', subject: '2024', answers: JSON.stringify(last) }) // biome-ignore format: a row
      await portal.db('mutations').insert({ ...sent, status: 'submitted', id: 'w25', reference: 'LM-25', subject: '2025', answers: JSON.stringify(now) }) // biome-ignore format: a row
      await portal.db('onAccount').insert({ employerId: employer.id, year: 2025, amount: francs(12_000) })
      await callForWages(portal.db, 2025, null, 500, { actor: 'system', at })
      await createActivities({ ...portal.deps, mailer: { send: async () => true } as never }).openTask(
        'w25',
        'review',
        1,
        at,
      )

      const clerk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const queue = await clerk.get('/office/declarations')
      expect(plain(queue.words)).include('Holz und Dach AG, 2025: AHV-Lohn 100’000.00').and.include('+25 %')
      expect(plain(queue.words))
        .include('Ausbezahlte Zulagen 2’580.00, entschieden 0.00')
        .and.include('2 Hinweise')
      // 100 000 × (10.6 % + 2.2 %) + 3 % of 10 600 = 13 118; 12 000 are 91 % of it
      expect(plain(queue.words)).include('Akonto 12’000.00 von Beiträgen 13’118.00 (91 %)')
      expect(queue.$('a[href="/office/tasks/w25/review/1"]')).length(1)
      const missing = await clerk.get('/office/declarations?show=missing')
      expect(missing.words).include('Bäckerei Ohne Eile').and.not.include('Holz und Dach AG')
      const review = await clerk.get('/office/tasks/w25/review/1')
      expect(review.words).include('+25 %').and.include('(91 %)')
    })
  })
})
