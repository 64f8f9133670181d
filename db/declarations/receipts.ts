import type { Knex } from 'knex'

/** A signed receipt of released wages. */
export interface KeptReceipt {
  id: string
  mutationId: string
  /** SHA-256 of the file, in hex; null where the wages were typed in the portal. */
  fileHash: string | null
  /** Receipt and signature: what anybody can verify. */
  code: string
}

/** Keeps the receipt of a release, in its transaction. */
export async function keepReceipt(trx: Knex.Transaction, receipt: KeptReceipt): Promise<void> {
  await trx('receipts').insert(receipt)
}

/** The receipt of a report, or null. */
export const receiptOf = async (db: Knex, mutationId: string): Promise<KeptReceipt | null> =>
  (await db('receipts').where({ mutationId }).first()) ?? null

/** The receipt of this short name, or null. */
export const receiptById = async (db: Knex, id: string): Promise<KeptReceipt | null> =>
  (await db('receipts').where({ id }).first()) ?? null

/** The receipts of a file of this SHA-256. */
export const receiptsOfFile = (db: Knex, fileHash: string): Promise<KeptReceipt[]> =>
  db('receipts').where({ fileHash }).orderBy('id').limit(20)
