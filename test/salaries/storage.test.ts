import { randomUUID } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { type Declaration, declarationOf, moveWages } from '../../db/declarations/declarations.js'
import { correct, filePieces, personsOnPage, personsThatCount } from '../../db/declarations/parts.js'
import { claimReading, findingsOf, noteProgress, readAnew } from '../../db/declarations/reading.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
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

    it('move on with all that was found and corrected when their report is taken back, twice, without being sealed anew', async () => {
      const first = await read('defects/bad-ahv-check-digit')
      const [declared] = await personsOnPage(open(), vault, first, 0)
      const person = { ...(declared as DeclaredPerson), ahvNumber: '756.7257.5729.17' }
      await correct(open(), vault, first, 0, person, by('hr'))
      await readDeclaration(deps(), first.mutationId)
      const before = await now(first.mutationId)
      const everything = async (declaration: Declaration) => {
        const [pieces, persons]: [Buffer[], DeclaredPerson[]] = [[], []]
        for await (const piece of filePieces(open(), vault, declaration)) pieces.push(piece)
        for await (const page of personsThatCount(open(), vault, declaration)) persons.push(...page)
        const findings = await findingsOf(open(), declaration, {}, { offset: 0, limit: 99 })
        const { mutationId: _, dataKey: _key, ...rest } = declaration
        return { file: Buffer.concat(pieces), persons, findings, rest }
      }
      const sealed = (mutationId: string) =>
        open()('declarationParts').where({ mutationId }).orderBy(['of', 'what', 'n']).select('of', 'sealed')
      const [kept, asSealed] = [await everything(before), await sealed(before.mutationId)]
      expect(kept.file.equals(readFileSync(sample('defects/bad-ahv-check-digit')))).to.equal(true)

      let id = before.mutationId
      for (const _ of ['once', 'twice']) {
        await submit(open(), await mutationById(open(), id), {}, by('hr', 1))
        const also = (trx: Knex.Transaction, next: string) => moveWages(trx, vault, id, next)
        const next = await recall(open(), await mutationById(open(), id), reference(), by('hr', 2), { also })
        expect(await declarationOf(open(), id)).to.equal(null)
        id = String(next)
      }
      const after = await now(id)
      expect(await everything(after)).to.deep.equal(kept)
      expect(await sealed(id)).to.deep.equal(asSealed)

      const again = { ...person, firstName: 'Luca' }
      expect(await correct(open(), vault, after, 0, again, by('hr', 3)), 'goes on as a draft').to.equal(true)
      expect(await readDeclaration(deps(), id)).to.equal(true)
      expect((await everything(await now(id))).persons[0]?.firstName).to.equal('Luca')
      const arriving = await takeIn(
        deps(),
        { ...before, id },
        2025,
        'a.xml',
        createReadStream(sample('elm5-5persons')),
      )
      await letCount(deps(), id, 2025, arriving, by('hr', 4))
      expect(await readDeclaration(deps(), id)).to.equal(true)
      expect((await everything(await now(id))).persons).to.have.length(5)
    })

    it('stay where they are when the taking back breaks off', async () => {
      const { mutationId } = await read('elm5-5persons')
      await submit(open(), await mutationById(open(), mutationId), {}, by('hr', 1))
      const mutation = await mutationById(open(), mutationId)
      const also = async (trx: Knex.Transaction, next: string) => {
        await moveWages(trx, vault, mutationId, next)
        throw new Error('broke off')
      }
      const broken = await recall(open(), mutation, reference(), by('hr', 2), { also }).catch(String)
      expect(broken).to.include('broke off')
      expect((await personsOnPage(open(), vault, await now(mutationId), 0)).length).to.equal(5)
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
      const in1Hour = new Date(Date.now() + 3_600_000).toISOString()
      expect(await claimReading(open(), mutationId, new Date().toISOString(), in1Hour)).to.be.a('string')
      expect(await readDeclaration(deps(), mutationId)).to.equal(false)
      await open()('declarations').where({ mutationId }).update({ readingUntil: '2020-01-01T00:00:00.000Z' })
      expect(await readDeclaration(deps(), mutationId)).to.equal(true)
      expect((await now(mutationId)).state).to.equal('read')
    })

    it('are not released as somebody has read them who began before a correction', async () => {
      const { mutationId } = await taken('elm5-5persons')
      const at = new Date().toISOString()
      const in1Hour = new Date(Date.now() + 3_600_000).toISOString()
      const reading = String(await claimReading(open(), mutationId, at, in1Hour))
      await open().transaction((trx) => readAnew(trx, mutationId))
      const progress = { piecesRead: 1, persons: 1, readingUntil: in1Hour }
      expect(await noteProgress(open(), { mutationId, reading }, progress)).to.equal(false)
      expect(await readDeclaration(deps(), mutationId)).to.equal(true)
    })
  })
}).timeout(60_000)
