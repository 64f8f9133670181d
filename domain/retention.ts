import { addDays, type Instant, type IsoDate, swissDate } from './dates.js'

/** Kinds of data that the portal forgets by itself, in the order in which it does. */
export const retentionKinds = [
  'sessions',
  'codes',
  'mails',
  'invitations',
  'drafts',
  'withdrawn',
  'cases',
  'persons',
  'users',
] as const
export type RetentionKind = (typeof retentionKinds)[number]

export interface RetentionSpan {
  /** In days, where the office has set nothing else. */
  days: number
  least: number
  most: number
}

const year = 365

/**
 * How long each kind is kept, counted from its last use or its end: DSG 6(4) wants data destroyed once they are not needed any more;
 * ATSG 46 wants the files of a case kept. Ten years for cases leave room for ATSG 24 (claims lapse after five years) and for appeals.
 */
export const retentionSpans: Record<RetentionKind, RetentionSpan> = {
  sessions: { days: 1, least: 1, most: 30 },
  codes: { days: 7, least: 1, most: 90 },
  mails: { days: 90, least: 7, most: 2 * year },
  invitations: { days: year, least: 30, most: 3 * year },
  drafts: { days: 180, least: 30, most: 2 * year },
  withdrawn: { days: year, least: 30, most: 5 * year },
  cases: { days: 3653, least: 5 * year + 2, most: 30 * year },
  persons: { days: 3653, least: 5 * year + 2, most: 30 * year },
  users: { days: 2 * year, least: 90, most: 10 * year },
}

export type RetentionDays = Record<RetentionKind, number>

/** The days in force: those of the office, and the usual ones where it has set none. */
export const daysInForce = (set: Partial<RetentionDays>): RetentionDays =>
  Object.fromEntries(
    retentionKinds.map((kind) => [kind, set[kind] ?? retentionSpans[kind].days]),
  ) as RetentionDays

/** What ended before this moment has been kept so many days. */
export const keptSince = (at: Instant, days: number): Instant =>
  new Date(Date.parse(at) - days * 24 * 3600 * 1000).toISOString()

/** The first day on which what ended on a day need not be kept any more. */
export const keptUntil = (end: IsoDate, days: number): IsoDate => addDays(end, days)

/** Why a person cannot be erased yet. */
export type Obstacle =
  | { why: 'employment' | 'entitlement' | 'report' | 'declaration' }
  /** The duty to keep the file lasts until this day. */
  | { why: 'duty'; until: IsoDate }

/** What of a person's file stands against its erasure; dates of ends that lie behind. */
export interface PersonFile {
  runs: { employment: boolean; entitlement: boolean; report: boolean; declaration: boolean }
  /** When reports were closed that were not withdrawn, when entitlements and employments ended. */
  ends: IsoDate[]
}

/** Everything that stands against an erasure at a moment; nothing means that it may be done. */
export function obstaclesTo({ runs, ends }: PersonFile, days: number, at: Instant): Obstacle[] {
  const found: Obstacle[] = (['employment', 'entitlement', 'report', 'declaration'] as const).flatMap(
    (why) => (runs[why] ? [{ why }] : []),
  )
  const last = ends.toSorted().at(-1)
  const until = last && keptUntil(last, days)
  return until && until > swissDate(at) ? [...found, { why: 'duty', until }] : found
}

/** On what an erasure rests. */
export const erasureBases = ['request', 'expired', 'mistake', 'offboarding'] as const
export type ErasureBasis = (typeof erasureBases)[number]
