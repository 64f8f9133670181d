import { expect } from 'chai'
import type { Knex } from 'knex'
import { entriesAbout } from '../../db/audit/note.js'
import { keyPlace, keyringOf } from '../../db/keyring.js'
import { sealQuickly } from '../../db/person-keys.js'
import { saveDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { forEachDatabase, testVault } from './databases.js'
import { by, draft } from './rows.js'

const typed = { request: { purpose: 'new' } }
const more = { request: { purpose: 'end' } }

describe('A draft whose key is another one than the portal remembers', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    /** As another process does while it seals everything anew. */
    async function wrapAnew(within: Knex, id: string): Promise<string> {
      const { wrapped } = await within('personKeys').where({ id }).first()
      const key = testVault.open(Buffer.from(wrapped, 'base64'), keyPlace(id))
      const anew = testVault.seal(key, keyPlace(id)).toString('base64')
      await within('personKeys').where({ id }).update({ wrapped: anew })
      return anew
    }
    const forget = () => keyringOf(db)?.known.clear()
    const saved = async (id: string) =>
      (await entriesAbout(db, id)).filter(({ action }) => action === 'mutation.save').length
    /** A draft that this portal has just read. */
    async function read() {
      const { id, employeeId } = await draft(db, typed)
      await mutationById(db, id)
      return { id, keyId: employeeId }
    }

    it('is saved once under a key that was wrapped anew meanwhile', async () => {
      const { id, keyId } = await read()
      await wrapAnew(db, keyId)
      expect(await saveDraft(db, id, () => more, by('hr', 1))).to.equal(true)
      forget()
      expect((await mutationById(db, id)).draft).to.deep.equal(more)
      expect(await saved(id)).to.equal(1)
    })

    it('is sealed with the key as it lies now, also where the transaction has read it before', async () => {
      const { keyId } = await read()
      forget()
      await db.transaction(async (trx) => {
        const { wrapped: before } = await sealQuickly(trx, keyId, typed)
        const now = await wrapAnew(trx, keyId)
        expect(now).not.to.equal(before)
        expect((await sealQuickly(trx, keyId, typed, 'anew')).wrapped).to.equal(now)
      })
    })

    it('is as it was when the second writing is taken back, and can be saved again', async () => {
      const { id, keyId } = await read()
      const [before] = await db('personKeys').where({ id: keyId })
      await db('personKeys').where({ id: keyId }).delete() // as after restoring an older database
      const failed = await db
        .transaction(async (trx) => {
          expect(await saveDraft(trx, id, () => more, by('hr', 1))).to.equal(true)
          throw new Error('the portal dies here')
        })
        .catch((error: Error) => error.message)
      expect(failed).to.equal('the portal dies here')
      expect(await db('personKeys').where({ id: keyId })).to.deep.equal([])
      expect(await saved(id)).to.equal(0)
      await db('personKeys').insert(before)
      expect((await mutationById(db, id)).draft).to.deep.equal(typed)
      await db('personKeys').where({ id: keyId }).delete()
      expect(await saveDraft(db, id, () => more, by('hr', 2))).to.equal(true)
      forget()
      expect((await mutationById(db, id)).draft).to.deep.equal(more)
      expect(await saved(id)).to.equal(1)
    })
  })
})
