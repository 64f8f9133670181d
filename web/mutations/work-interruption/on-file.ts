import type { RunningAllowance } from '../../../domain/entitlement/stopping.js'
import type { Work } from '../../../domain/work-interruption/continuation.js'
import type { Facts } from '../journey.js'

/** What is on file about a person's work and allowances, as the rules of interruptions need it. */
export function onFile({ person }: Pick<Facts, 'person'>): { work: Work; allowances: RunningAllowance[] } {
  const { employment, entitlements } = person
  return {
    work: {
      employment: { from: employment?.startsOn ?? '1900-01-01', to: employment?.endsOn ?? null },
      monthlyWage: employment?.monthlyWage ?? 0,
    },
    allowances: entitlements.map(({ startsOn, endsOn, id, childId, kind, canton, rate }) => ({
      ...{ id, childId, kind, canton, rate },
      ...{ from: startsOn, to: endsOn },
    })),
  }
}
