import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { DeclaredPerson } from '../../domain/salary-declaration/declaration.js'
import type { Finding } from '../../domain/salary-declaration/findings.js'
import { type By, note } from '../audit/note.js'
import type { Vault } from '../seal.js'
import { type Declaration, noFile, touchDraft, vaultOf } from './declarations.js'
import { keepFindings, readAnew } from './reading.js'

const [pack, unpack] = [promisify(gzip), promisify(gunzip)]

type Owner = Pick<Declaration, 'mutationId' | 'dataKey' | 'sealedAs'>
type What = 'piece' | 'page'

const placeOf = ({ sealedAs }: Owner, of: string, what: What, n: number) => `${sealedAs}/${of}/${what}/${n}`
const placeOfCorrection = ({ sealedAs }: Owner, person: number) => `${sealedAs}/correction/${person}`

/** Keeps a piece of a file: packed, then sealed with the declaration's own key. */
export async function keepPiece(
  db: Knex,
  vault: Vault,
  owner: Owner,
  of: string,
  n: number,
  bytes: Buffer,
): Promise<void> {
  const row = await sealedPart(vault, owner, of, 'piece', n, bytes)
  await db.transaction((trx) => trx('declarationParts').insert(row))
}

/** Keeps a page of persons with what was found on it, whose first is finding number `first`. */
export async function keepPage(
  db: Knex,
  vault: Vault,
  declaration: Declaration,
  n: number,
  persons: Buffer | null,
  first: number,
  found: Finding[],
): Promise<void> {
  const row = persons && (await sealedPart(vault, declaration, declaration.reading, 'page', n, persons))
  await db.transaction(async (trx) => {
    if (row) await trx('declarationParts').insert(row)
    await keepFindings(trx, declaration, first, found)
  })
}

async function sealedPart(vault: Vault, owner: Owner, of: string, what: What, n: number, bytes: Buffer) {
  const { mutationId } = owner
  const packed = await pack(bytes, { level: 1 })
  return {
    mutationId,
    of,
    what,
    n,
    sealed: vaultOf(vault, owner).seal(packed, placeOf(owner, of, what, n)),
  }
}

async function part(
  db: Knex,
  vault: Vault,
  owner: Owner,
  of: string,
  what: What,
  n: number,
): Promise<Buffer> {
  const { mutationId } = owner
  const row = await db('declarationParts').where({ mutationId, of, what, n }).first('sealed')
  if (!row) throw new Error(`a ${what} of the declaration is missing`)
  return unpack(vaultOf(vault, owner).open(Buffer.from(row.sealed), placeOf(owner, of, what, n)))
}

/** The original file, piece by piece. */
export async function* filePieces(db: Knex, vault: Vault, declaration: Declaration): AsyncIterable<Buffer> {
  for (let n = 0; n < declaration.pieces; n++)
    yield await part(db, vault, declaration, declaration.upload, 'piece', n)
}

/** Forgets the pieces of an upload that did not come to its end. */
export const forgetUpload = (db: Knex, mutationId: string, upload: string): Promise<void> =>
  db.transaction(async (trx) => {
    await trx('declarationParts').where({ mutationId, of: upload }).delete()
  })

/** A page of persons as declared, from 0. */
export async function personsOnPage(
  db: Knex,
  vault: Vault,
  declaration: Declaration,
  n: number,
): Promise<DeclaredPerson[]> {
  return JSON.parse((await part(db, vault, declaration, declaration.reading, 'page', n)).toString('utf8'))
}

/** A person as corrected, with who did it and when. */
export interface Correction {
  index: number
  person: DeclaredPerson
  correctedBy: string
  correctedAt: Instant
}

/** The corrections made in the portal, by the number of the person. */
export async function correctionsOf(
  db: Knex,
  vault: Vault,
  declaration: Owner,
): Promise<Map<number, Correction>> {
  const { mutationId } = declaration
  const rows = await db('declarationCorrections').where({ mutationId }).orderBy('person')
  const own = vaultOf(vault, declaration)
  return new Map(
    rows.map(({ person, sealed, correctedBy, correctedAt }) => {
      const text = own.open(Buffer.from(sealed), placeOfCorrection(declaration, person)).toString('utf8')
      return [person, { index: person, person: JSON.parse(text), correctedBy, correctedAt }]
    }),
  )
}

/** Corrects a person, or adds one behind the last. What was declared stays beside it. The wages are to be checked anew. */
export function correct(
  db: Knex,
  vault: Vault,
  declaration: Declaration,
  index: number,
  person: DeclaredPerson,
  by: By,
): Promise<boolean> {
  const { mutationId } = declaration
  const sealed = vaultOf(vault, declaration).seal(
    Buffer.from(JSON.stringify(person)),
    placeOfCorrection(declaration, index),
  )
  return db.transaction(async (trx) => {
    const employerId = await touchDraft(trx, mutationId, by)
    if (!employerId) return false
    await trx('declarationCorrections')
      .insert({ mutationId, person: index, sealed, correctedBy: by.actor, correctedAt: by.at })
      .onConflict(['mutationId', 'person'])
      .merge(['sealed', 'correctedBy', 'correctedAt'])
    await readAnew(trx, mutationId)
    await note(trx, by, {
      action: 'declaration.correct',
      object: mutationId,
      employerId,
      fields: [String(index)],
    })
    return true
  })
}

/** All persons as they count, page by page: as declared, or as corrected. Those added in the portal come last. */
export async function* personsThatCount(
  db: Knex,
  vault: Vault,
  declaration: Declaration,
): AsyncIterable<DeclaredPerson[]> {
  const corrections = await correctionsOf(db, vault, declaration)
  let index = 0
  for (let n = 0; n < declaration.pages; n++) {
    const declared = await personsOnPage(db, vault, declaration, n)
    yield declared.map((person) => corrections.get(index++)?.person ?? person).filter((it) => !it.removed)
  }
  const added = [...corrections.values()].filter((it) => it.index >= index).map(({ person }) => person)
  if (added.length > 0) yield added.filter((it) => !it.removed)
}

/** Begins the wages of a year anew with these persons, to be filled in in the portal. What was there before is gone. */
export function fillIn(
  db: Knex,
  vault: Vault,
  declaration: Declaration,
  year: number,
  persons: DeclaredPerson[],
  by: By,
): Promise<boolean> {
  const { mutationId } = declaration
  const own = vaultOf(vault, declaration)
  const rows = persons.map((person, index) => ({
    ...{ mutationId, person: index, correctedBy: by.actor, correctedAt: by.at },
    sealed: own.seal(Buffer.from(JSON.stringify(person)), placeOfCorrection(declaration, index)),
  }))
  return db.transaction(async (trx) => {
    const employerId = await touchDraft(trx, mutationId, by)
    if (!employerId) return false
    for (const table of ['declarationParts', 'declarationFindings', 'declarationCorrections'])
      await trx(table).where({ mutationId }).delete()
    for (let at = 0; at < rows.length; at += 100)
      await trx('declarationCorrections').insert(rows.slice(at, at + 100))
    await trx('declarations')
      .where({ mutationId })
      .update({ ...noFile, year, way: 'online' })
    await readAnew(trx, mutationId)
    await note(trx, by, { action: 'declaration.fill-in', object: mutationId, employerId })
    return true
  })
}
