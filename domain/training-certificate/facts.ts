import type { IsoDate } from '../dates.js'
import type { EntitlementOnFile, Rounding } from '../family-allowance/proposal.js'
import type { Canton } from '../kinds.js'
import type { Span } from '../span.js'

/** What the office knows beside a training certificate. */
export interface CertificateFacts {
  today: IsoDate
  /** With the employer that reports; the canton is that of the work (FamZG 12 II). */
  employment: { from: IsoDate; to: IsoDate | null; canton: Canton }
  /** Entitlements of the employee, those of siblings too. */
  onFile: FiledEntitlement[]
  /** Allowances that another person draws for this child; only the office may see them. */
  elsewhere: Span[]
  rounding: Rounding
}

export interface FiledEntitlement extends EntitlementOnFile {
  /** Only the difference to another canton is paid (FamZG 7 II). */
  difference: boolean
  provenUntil: IsoDate | null
}
