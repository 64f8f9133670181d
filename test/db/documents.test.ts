import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { entriesAbout } from '../../db/audit/note.js'
import { deliver, findMessage, readMessage } from '../../db/messages/messages.js'
import { owedNotices } from '../../db/notices/owed.js'
import { allTopics } from '../../db/open-topics.js'
import { destroyKeys } from '../../db/person-keys.js'
import {
  bytesOf,
  documentById,
  findDocument,
  storeDocument,
  uploadedSince,
} from '../../db/reports/documents.js'
import { sha256 } from '../../db/seal.js'
import { forEachDatabase } from './databases.js'
import { at, by, clock, employer, submitted, user } from './rows.js'

const bytes = Buffer.from('%PDF-1.7 Geburtsurkunde von Lia')

describe('A document', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const store = async (
      employerId: string,
      change: { id?: string; bytes?: Buffer; minutes?: number } = {},
    ) => {
      const document = { id: change.id ?? randomUUID(), employerId, employeeId: null, mutationId: null }
      const file = {
        origin: 'upload' as const,
        purpose: 'training',
        name: 'Vertrag.pdf',
        mime: 'application/pdf',
      }
      await db.transaction((trx) =>
        storeDocument(trx, { ...document, ...file }, change.bytes ?? bytes, by('hr', change.minutes)),
      )
      const stored = await documentById(db, document.id)
      if (!stored) throw new Error('nothing was stored')
      return stored
    }

    it('comes back byte for byte, with its size, its SHA-256 and who stored it when', async () => {
      const document = await store(await employer(db))
      expect(await bytesOf(db, document)).to.deep.equal(bytes)
      expect(document).to.include({
        size: bytes.length,
        sha256: sha256(bytes),
        createdBy: 'hr',
        createdAt: at(),
      })
    })

    it('cannot be read in the database', async () => {
      const { id } = await store(await employer(db))
      const { sealed } = await db('documentBytes').where({ documentId: id }).first()
      expect(Buffer.from(sealed).includes('Geburtsurkunde')).to.equal(false)
    })

    it('that is stored again under its id stays as it is', async () => {
      const employerId = await employer(db)
      const first = await store(employerId)
      await store(employerId, { id: first.id, bytes: Buffer.from('another letter'), minutes: 9 })
      expect(await documentById(db, first.id)).to.deep.equal(first)
      expect(await bytesOf(db, first)).to.deep.equal(bytes)
      expect(await entriesAbout(db, first.id)).to.have.length(1)
    })

    it('is refused when its bytes were changed, or taken from another document', async () => {
      const employerId = await employer(db)
      const [mine, other] = [await store(employerId), await store(employerId)]
      const { sealed } = await db('documentBytes').where({ documentId: other.id }).first()
      await db('documentBytes').where({ documentId: mine.id }).update({ sealed })
      expect(await refusal(bytesOf(db, mine))).to.match(/authenticate/)
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(40) ^ 1, 40)
      await db('documentBytes').where({ documentId: other.id }).update({ sealed: changed })
      expect(await refusal(bytesOf(db, other))).to.match(/authenticate/)
    })

    it('is refused when it does not match its SHA-256, or the key of the person is gone', async () => {
      const document = await store(await employer(db))
      const wrong = { ...document, sha256: sha256('another') }
      expect(await refusal(bytesOf(db, wrong))).to.contain('does not match its SHA-256')
      await db.transaction((trx) => destroyKeys(trx, [document.employerId]))
      expect(await refusal(bytesOf(db, document))).to.contain('was destroyed')
    })

    it('is found by its own employer only', async () => {
      const document = await store(await employer(db))
      expect(await findDocument(db, document.employerId, document.id)).to.deep.equal(document)
      expect(await findDocument(db, await employer(db), document.id)).to.equal(null)
    })

    it('counts to what its employer has uploaded since a moment', async () => {
      const employerId = await employer(db)
      for (const minutes of [1, 2, 3]) await store(employerId, { minutes })
      expect(await uploadedSince(db, employerId, at(2))).to.equal(2 * bytes.length)
      expect(await uploadedSince(db, employerId, at(4))).to.equal(0)
    })
  })
})

describe('A message', () => {
  forEachDatabase((open) => {
    it('is delivered once, told to each user once, and read first by somebody', async () => {
      const db = open()
      const mutation = await submitted(db)
      const { id: mutationId, employerId, employeeId } = mutation
      const [first, second] = [
        await user(db, 'employer', [employerId]),
        await user(db, 'employer', [employerId]),
      ]
      const id = `${mutationId}/decision`
      const letter = async (minutes: number) =>
        db.transaction(async (trx) => {
          const file = {
            origin: 'office' as const,
            purpose: 'decision',
            name: 'Entscheid.pdf',
            mime: 'application/pdf',
          }
          await storeDocument(trx, { id, employerId, employeeId, mutationId, ...file }, bytes, clock(minutes))
          const message = { id, employerId, employeeId, mutationId, kind: 'decision', documentId: id }
          await deliver(trx, message, clock(minutes))
        })
      await Promise.all([letter(3), letter(3), letter(3)])
      await letter(8)
      const message = await findMessage(db, employerId, id, allTopics)
      expect(message).to.include({ createdAt: at(3), readAt: null })
      expect((await owedNotices(db, mutationId)).map((it) => it.id).sort()).to.deep.equal(
        [first, second].map((it) => `${id}/${it}`).sort(),
      )
      expect(await findMessage(db, await employer(db), id, allTopics)).to.equal(null)

      if (!message) return
      await readMessage(db, message, by(second, 9))
      await readMessage(db, message, by(first, 10))
      expect(await findMessage(db, employerId, id, allTopics)).to.include({ readAt: at(9), readBy: second })
      const actions = (await entriesAbout(db, id)).map((it) => it.action)
      expect(actions).to.deep.equal(['document.store', 'message.deliver', 'message.read', 'message.read'])
    })
  })
})

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nobody refused',
    (error: Error) => error.message,
  )
