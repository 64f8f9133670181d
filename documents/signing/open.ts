import { ownCertificate } from './own-certificate.js'
import { readP12 } from './p12.js'
import type { Signer } from './signer.js'

/** Where the signature of letters comes from: a PKCS #12 file, a certificate that a demo makes for itself, or nowhere. */
export type Signing = { p12: Buffer; password: string } | { keptIn: string; name: string } | null

/** Opens it, once, when a process starts. Throws where it was asked for and cannot be had: no letter goes out unsigned then. */
export async function openSigner(signing: Signing): Promise<Signer | null> {
  if (!signing) return null
  return 'p12' in signing
    ? readP12(signing.p12, signing.password)
    : ownCertificate(signing.keptIn, signing.name)
}
