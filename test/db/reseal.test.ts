import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { totpPlace } from '../../db/access/users.js'
import { reseal } from '../../db/forgetting/reseal.js'
import { openDatabase } from '../../db/knex.js'
import { bytesOf, documentById, storeDocument } from '../../db/reports/documents.js'
import { saveDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { createVault, sha256 } from '../../db/seal.js'
import { forEachDatabase, testVault } from './databases.js'
import { at, by, draft, user } from './rows.js'

const bytes = Buffer.from('%PDF-1.7 Geburtsurkunde von Lia')
const typed = { children: { firstName: 'Kanarienkind' } }
const newKey = Buffer.alloc(32, 9)
const [fresh, both] = [createVault(newKey), createVault(newKey, Buffer.alloc(32, 7))]

describe('Sealing anew under another key of the office', () => {
  forEachDatabase((open, url) => {
    let old: Knex
    let anew: Knex
    const ids = { draft: '', plain: '', document: randomUUID(), legacy: randomUUID(), user: '' }
    const all = async () => {
      const counts: Record<string, number> = {}
      for await (const { what, count } of reseal(anew, both, fresh)) counts[what] = count
      return counts
    }
    before(async () => {
      old = open()
      const { id, employerId, employeeId } = await draft(old, typed)
      ids.draft = id
      const about = { employerId, employeeId, mutationId: id, origin: 'upload' as const }
      const file = { purpose: 'training', name: 'Vertrag.pdf', mime: 'application/pdf' }
      await old.transaction((trx) =>
        storeDocument(trx, { id: ids.document, ...about, ...file }, bytes, by('hr')),
      )
      ids.user = await user(old)
      const totpSeed = testVault.seal(Buffer.from('seed'), totpPlace(ids.user)).toString('base64')
      await old('users').where({ id: ids.user }).update({ totpSeed })
      // as it was written before persons had keys
      ids.plain = (await draft(old)).id
      await old('mutations')
        .where({ id: ids.plain })
        .update({ draft: JSON.stringify(typed) })
      await old('documents').insert({
        ...{ id: ids.legacy, ...about, ...file, size: bytes.length, sha256: sha256(bytes) },
        createdAt: at(),
      })
      const sealed = testVault.seal(bytes, ids.legacy)
      await old('documentBytes').insert({ documentId: ids.legacy, sealed })
      anew = openDatabase(url(), both)
    })
    after(() => anew?.destroy())

    it('does each once, and nothing that is done already', async () => {
      const first = await all()
      // the person of the draft has a key already, the other one gets it now
      expect(first).to.include({
        'personKeys.wrapped': 1,
        'users.totpSeed': 1,
        'mutations.draft': 1,
        documentBytes: 1,
      })
      expect(first['documents.name']).to.equal(1)
      expect(Object.values(await all()).every((count) => count === 0)).to.equal(true)
    })

    it('leaves everything as it was for whoever has the new key alone', async () => {
      const only = openDatabase(url(), fresh)
      try {
        for (const id of [ids.draft, ids.plain])
          expect((await mutationById(only, id)).draft).to.deep.equal(typed)
        for (const id of [ids.document, ids.legacy]) {
          const document = await documentById(only, id)
          if (!document) throw new Error('the document is gone')
          expect(document.name).to.equal('Vertrag.pdf')
          expect(await bytesOf(only, document)).to.deep.equal(bytes)
        }
        const { totpSeed } = await only('users').where({ id: ids.user }).first('totpSeed')
        expect(fresh.open(Buffer.from(totpSeed, 'base64'), totpPlace(ids.user)).toString()).to.equal('seed')
      } finally {
        await only.destroy()
      }
    })

    it('leaves alone what somebody writes meanwhile', async () => {
      const wrapped = await anew('personKeys').select()
      await saveDraft(anew, ids.draft, () => ({ changed: true }), by('hr', 5))
      await all()
      expect((await mutationById(anew, ids.draft)).draft).to.deep.equal({ changed: true })
      expect(await anew('personKeys').select()).to.deep.equal(wrapped)
    })

    it('stops at what lies under neither key', async () => {
      const strange = createVault(Buffer.alloc(32, 3)).seal(Buffer.alloc(32), 'elsewhere').toString('base64')
      await anew('personKeys').insert({ id: 'strange', wrapped: strange })
      const refused = await all().catch((error) => error.message)
      expect(refused).to.contain('personKeys.wrapped strange lies under neither key')
    })
  })
})
