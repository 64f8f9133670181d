import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { isReferenceFree } from '../../db/reports/mutations.js'
import type { MutationKind } from '../../domain/kinds.js'
import { referenceFor } from '../../domain/references.js'

/** A reference that no report has. Throws when three in a row are taken: then chance is broken. */
export async function freeReference(db: Knex, kind: MutationKind): Promise<string> {
  for (let tries = 0; tries < 3; tries++) {
    const reference = referenceFor(kind, randomBytes(8))
    if (await isReferenceFree(db, reference)) return reference
  }
  throw new Error('no free reference found')
}
