import type { KeyObject } from 'node:crypto'

/** With what the office signs its letters: a private key, and the certificate that says whose it is. */
export interface Signer {
  /** RSA. */
  key: KeyObject
  /** DER; the signer's own first, then those it was issued by. */
  certificates: Buffer[]
  /** First moment at which the certificate holds. */
  validFrom: Date
}
