import { randomUUID } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { correct, filePieces, personsOnPage, personsThatCount } from '../../db/declaration-parts.js'
import { claimReading, type Declaration, declarationOf, findingsOf } from '../../db/declarations.js'
import { beginDraft } from '../../db/mutations.js'
import { createVault } from '../../db/seal.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { DeclaredPerson } from '../../domain/salary-declaration/declaration.js'
import { letCount, takeIn } from '../../web/mutations/salary-declaration/arriving.js'
import { readDeclaration } from '../../web/mutations/salary-declaration/reading.js'
import { forEachDatabase } from '../db/databases.js'
import { by, employer, reference } from '../db/rows.js'

const sample = (name: string) => new URL(`../elm/${name}.xml`, import.meta.url)
const config = readConfig({
  NODE_ENV: 'test',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  SESSION_SECRET: 'x'.repeat(40),
})
const vault = createVault(config.dataKey)

describe('Wages that came in', () => {
  forEachDatabase((open) => {
    const deps = () => ({ db: open(), vault, config, clock: () => '2026-01-20T10:00:00.000Z' })

    async function report(db: Knex) {
      const employerId = await employer(db)
      await db('employers')
        .where({ id: employerId })
        .update({ memberNumber: `47.110-3/${randomUUID().slice(0, 8)}` })
      const fresh = {
        kind: 'salary-declaration' as MutationKind,
        reference: reference(),
        employerId,
        employeeId: null,
        draft: {},
      }
      return { id: await beginDraft(db, fresh, by('hr')), employerId }
    }

    async function taken(name: string): Promise<Declaration> {
      const mutation = await report(open())
      const arriving = await takeIn(deps(), mutation, 2025, `${name}.xml`, createReadStream(sample(name)))
      expect(await letCount(deps(), mutation.id, 2025, arriving, by('hr'))).to.equal(true)
      return now(mutation.id)
    }
    const now = async (id: string) => (await declarationOf(open(), id)) as Declaration
    const read = async (name: string) => {
      const { mutationId } = await taken(name)
      expect(await readDeclaration(deps(), mutationId)).to.equal(true)
      return now(mutationId)
    }

    it('are kept byte for byte, and nowhere in the clear', async () => {
      const declaration = await taken('elm5-200persons')
      const pieces: Buffer[] = []
      for await (const piece of filePieces(open(), vault, declaration)) pieces.push(piece)
      expect(Buffer.concat(pieces).equals(readFileSync(sample('elm5-200persons')))).to.equal(true)
      const rows = await open()('declarationParts').where({ mutationId: declaration.mutationId })
      expect(rows.every(({ sealed }) => !Buffer.from(sealed).includes('Person'))).to.equal(true)
    })

    it('are read in a thread of their own: persons in pages, findings in order, sums', async () => {
      const declaration = await read('elm5-200persons')
      expect(declaration).to.deep.include({ state: 'read', persons: 200, pages: 1 })
      expect(declaration.read?.sums.ahv).to.equal(14_724_184_25)
      expect(declaration.read?.counts).to.deep.equal({ 'ahv-number-missing': 5, 'earlier-year': 9 })
      const found = await findingsOf(open(), declaration, {}, { offset: 0, limit: 100 })
      expect(found).to.have.length(14)
      expect((await personsOnPage(open(), vault, declaration, 0))[0]).to.deep.include({ lastName: 'Amstutz' })
    })

    it('say why they were refused', async () => {
      const declaration = await read('defects/billion-laughs')
      expect(declaration.state).to.equal('refused')
      expect(declaration.refusal).to.deep.include({ code: 'doctype' })
    })

    it('are corrected beside what was declared, and checked anew', async () => {
      const before = await read('defects/bad-ahv-check-digit')
      const [first] = await findingsOf(open(), before, { severity: 'error' }, { offset: 0, limit: 9 })
      expect(first).to.deep.include({ code: 'ahv-number-check-digit', person: 0 })
      const [declared] = await personsOnPage(open(), vault, before, 0)
      const person = { ...(declared as DeclaredPerson), ahvNumber: '756.7257.5729.17' }
      expect(await correct(open(), vault, before, 0, person, by('hr'))).to.equal(true)
      expect(await readDeclaration(deps(), before.mutationId)).to.equal(true)
      const after = await now(before.mutationId)
      expect(await findingsOf(open(), after, { severity: 'error' }, { offset: 0, limit: 9 })).to.deep.equal(
        [],
      )
      expect((await personsOnPage(open(), vault, after, 0))[0]?.ahvNumber).to.equal(declared?.ahvNumber)
      const counting: DeclaredPerson[] = []
      for await (const page of personsThatCount(open(), vault, after)) counting.push(...page)
      expect(counting[0]?.ahvNumber).to.equal('756.7257.5729.17')
    })

    it('count without a person who was taken out, and the file keeps its own totals', async () => {
      const before = await read('elm5-5persons')
      const [declared] = await personsOnPage(open(), vault, before, 0)
      await correct(open(), vault, before, 0, { ...(declared as DeclaredPerson), removed: true }, by('hr'))
      await readDeclaration(deps(), before.mutationId)
      const { read: result } = await now(before.mutationId)
      expect(result?.sums.persons).to.equal(4)
      expect(result?.sums.ahv).to.equal(327_950_35 - 89_700_00)
      expect(result?.counts).to.not.have.property('totals-differ')
    })

    it('are read by one reader, and by the next when the first has died', async () => {
      const { mutationId } = await taken('elm5-5persons')
      const dead = await claimReading(
        open(),
        mutationId,
        new Date().toISOString(),
        new Date(Date.now() + 400).toISOString(),
      )
      expect(dead).to.be.a('string')
      expect(await readDeclaration(deps(), mutationId)).to.equal(false)
      await new Promise((done) => setTimeout(done, 450))
      expect(await readDeclaration(deps(), mutationId)).to.equal(true)
      expect((await now(mutationId)).state).to.equal('read')
    })
  })
}).timeout(60_000)
