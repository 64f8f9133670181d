import type { SentDocument } from '../asked-document.js'
import type { Sums, Way } from './declaration.js'
import type { FindingCounts } from './findings.js'

/** How a declaration stands to earlier ones of its year: there was none, it takes their place, or it adds to them. */
export const roles = ['first', 'replacement', 'supplement'] as const
export type Role = (typeof roles)[number]

/** What an employer releases: the wages of a year, what they add up to, and what was said to what stood out. */
export interface SalaryDeclarationAnswers {
  year: number
  role: Role
  /** What it replaces or adds to. */
  earlier: { id: string; reference: string }[]
  way: Way
  /** Null where no wages were paid. */
  sums: Sums | null
  findings: FindingCounts
  /** What was said to warnings, by their code. */
  remarks: Record<string, string>
  file: { name: string; sha256: string } | null
  documents: SentDocument[]
}

/** What the office may ask for beside it. */
export const salaryPapers = ['wage-account', 'explanation', 'other'] as const
