import type { Knex } from 'knex'
import type { By } from '../db/audit/note.js'
import { deliver } from '../db/messages/messages.js'
import { storeDocument } from '../db/reports/documents.js'
import type { Mutation } from '../db/reports/mutations.js'
import { fileNameOf, issueLetter, type Letter } from '../documents/letter.js'
import type { Deps } from './index.js'

/** A letter of the office as bytes, before the transaction that sends it. */
export interface Rendered {
  letter: Letter
  bytes: Buffer
}

export const render = async ({ signer }: Pick<Deps, 'signer'>, letter: Letter): Promise<Rendered> => ({
  letter,
  bytes: await issueLetter(letter, signer),
})

/**
 * Sends a letter of a report to the employer, once: sealed document, message and notices under `<mutation>/<slug>`.
 * `kind` is a key of `messages:kind`. Rendered from the same facts and moment, a second run has the same bytes.
 */
export async function publish(
  trx: Knex.Transaction,
  { id: mutationId, employerId, employeeId }: Mutation,
  { slug, kind }: { slug: string; kind: string },
  { letter, bytes }: Rendered,
  by: By,
): Promise<void> {
  const id = `${mutationId}/${slug}`
  const about = { id, employerId, employeeId, mutationId }
  const file = { name: fileNameOf(letter), mime: 'application/pdf' }
  await storeDocument(trx, { ...about, ...file, origin: 'office', purpose: slug }, bytes, by)
  await deliver(trx, { ...about, kind, documentId: id, gist: letter.gist }, by)
}
