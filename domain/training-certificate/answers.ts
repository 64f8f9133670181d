import type { SentDocument } from '../asked-document.js'
import type { Instant, IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'
import type { SchoolYear } from './school-year.js'

/** What is asked about a child, and what the employer has answered so far. */
export interface CertificateAnswers {
  child: { id: string; firstName: string; lastName: string; birthDate: IsoDate }
  why: Occasion
  schoolYear: SchoolYear
  /** Last day of what was proven when the question was put; for `turns-16` of the child allowance. */
  until: IsoDate
  /** The answers, the latest last; it is the one that counts. */
  certificates: Given[]
  settled: Settled
  documents: SentDocument[]
}

/** What the last decision has settled. */
export interface Settled {
  /** How many of the answers. */
  certificates: number
  /** How often the employer was asked. */
  rounds: number
  /** The review that decided, by its number; 0 while none has. */
  review: number
  /** Last day that is proven by it; null if nothing goes on. */
  until: IsoDate | null
}

export const nothingSettled: Settled = { certificates: 0, rounds: 0, review: 0, until: null }

/** A proof of education runs out, or a child turns 16 and its child allowance with it. */
export const occasions = ['proof-ends', 'turns-16'] as const
export type Occasion = (typeof occasions)[number]

/** A certificate, and when it came in. */
export type Given = Certificate & { at: Instant }

/** What an employer certifies: still in education, not for a while, or no more. */
export type Certificate = { remark?: string } & (
  | ({ state: 'training' } & TrainingCertified)
  | { state: 'interrupted'; lastDay: IsoDate; why: Pause; resumesOn?: IsoDate }
  /** Without a day: the child was in no education at all. */
  | { state: 'ended'; lastDay?: IsoDate }
)
export const states = ['training', 'interrupted', 'ended'] as const satisfies Certificate['state'][]

export interface TrainingCertified {
  kind: CertifiedKind
  title: string
  institution: string
  place: string
  /** ISO 3166. */
  country: string
  from: IsoDate
  until: IsoDate
  extent: 'full' | 'part'
  /** Lessons and study a week; only for part-time and where lessons decide. */
  hours?: number
  /** Gross, a month. */
  monthlyIncome: Rappen
  /** What was between the last proven day and `from`, when whole months lie there. */
  gap?: Pause
}

export const certifiedKinds = [
  'compulsory-school', 'secondary-school', 'apprenticeship', 'university', 'internship', 'language-stay', 'bridging',
] as const // biome-ignore format: one list
export type CertifiedKind = (typeof certifiedKinds)[number]

/** Why an education was interrupted. */
export const pauses = ['holidays', 'service', 'illness', 'pregnancy', 'school', 'other'] as const
export type Pause = (typeof pauses)[number]

/** The answer that waits for a decision, or null: nobody has answered yet. */
export const openCertificate = ({
  certificates,
  settled,
}: Pick<CertificateAnswers, 'certificates' | 'settled'>): Given | null =>
  certificates.slice(settled.certificates).at(-1) ?? null
