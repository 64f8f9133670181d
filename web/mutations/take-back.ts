import type { By } from '../../db/audit/note.js'
import type { Mutation } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import type { Deps } from '../deps.js'
import type { Journey } from './journey.js'
import { journeys } from './journeys.js'
import { freeReference } from './reference.js'

/**
 * Takes a report back with all that its kind keeps beside the draft: for the employer, or with `askedBy` by whoever of the office has claimed
 * it. Answers the id of the new draft, or null if somebody was first.
 */
export async function takeBack(
  deps: Deps,
  mutation: Mutation,
  by: By,
  askedBy?: string,
): Promise<string | null> {
  const journey = journeys[mutation.kind] as Journey
  const next = await recall(deps.db, mutation, await freeReference(deps.db, mutation.kind), by, {
    askedBy,
    also: async (trx, draft) => journey.recalled?.(trx, deps, mutation, draft),
  })
  if (next) deps.courier.wake()
  return next
}
