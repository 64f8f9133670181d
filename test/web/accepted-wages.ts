import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { declarationOf } from '../../db/declarations/declarations.js'
import { supersedeAccepted, supersedeOpen } from '../../db/declarations/declared.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { submit } from '../../db/reports/submissions.js'
import type { Deps } from '../../web/deps.js'
import { letCount, takeIn } from '../../web/mutations/salary-declaration/arriving.js'
import { readDeclaration } from '../../web/mutations/salary-declaration/reading.js'

/** A file of the test data. */
export const elmFile = (name: string): Buffer => readFileSync(new URL(`../elm/${name}.xml`, import.meta.url))

/** Wages of 2025 that came in with a file, were read and released, and that the office has accepted; in the place of `replaced`. */
export async function acceptedWages(
  deps: Deps,
  employerId: string,
  bytes: Buffer,
  replaced: Mutation[] = [],
): Promise<Mutation> {
  const { db, clock } = deps
  const by = { actor: 'hr', at: clock() }
  const reference = `LM-${randomUUID().slice(0, 9)}`.toUpperCase()
  const kind = 'salary-declaration' as const
  const fresh = { kind, reference, employerId, employeeId: null, subject: '2025', draft: {} }
  const id = await beginDraft(db, fresh, by)
  const draft = await mutationById(db, id)
  const arriving = await takeIn(deps, draft, 2025, 'Löhne 2025.xml', Readable.from([bytes]))
  await letCount(deps, id, 2025, arriving, by)
  await readDeclaration(deps, id)
  const declaration = await declarationOf(db, id)
  if (!declaration?.read) throw new Error(`not read: ${JSON.stringify(declaration?.refusal)}`)
  const { fileName: name, fileHash: sha256, read } = declaration
  const said = { year: 2025, way: 'elm', sums: read.sums, findings: {}, remarks: {}, file: { name, sha256 }, documents: [] } // biome-ignore format: one line
  const earlier = replaced.map(({ id, reference }) => ({ id, reference }))
  const standing = earlier.length > 0 ? { role: 'replacement', earlier } : {}
  await submit(db, await mutationById(db, id), { ...said, ...standing }, by)
  const ids = earlier.map((it) => it.id)
  await db.transaction((trx) => supersedeOpen(trx, ids, id, by))
  await db.transaction(async (trx) => {
    await closeMutation(trx, id, 'confirmed', by)
    await supersedeAccepted(trx, ids, id, by)
  })
  return mutationById(db, id)
}
