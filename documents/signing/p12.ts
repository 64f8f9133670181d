import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { type AuthenticatedSafe, CertBag, PFX, type SafeContents } from 'pkijs'
import { engine } from './engine.js'
import type { Signer } from './signer.js'

const bags = { key: '1.2.840.113549.1.12.10.1.1', shrouded: '1.2.840.113549.1.12.10.1.2' }

/**
 * The key and certificates of a PKCS #12 file. Throws a sentence for the operator where the file or its password is wrong, or its
 * encryption is one that is not used any more.
 */
export async function readP12(bytes: Buffer, password: string): Promise<Signer> {
  const { key, own, others } = await openP12(bytes, password)
  if (new Date(own.validTo) < new Date())
    throw new Error(`LETTERS_P12: the certificate has ended on ${own.validTo}`)
  return { key, certificates: [own, ...others].map(({ raw }) => raw), validFrom: new Date(own.validFrom) }
}

/** The certificate that letters are signed with, even where it has ended. Throws as `readP12` does. */
export const certificateInP12 = async (bytes: Buffer, password: string): Promise<X509Certificate> =>
  (await openP12(bytes, password)).own

async function openP12(bytes: Buffer, password: string) {
  const found = await bagsIn(bytes, password).catch(() => {
    throw new Error(
      'LETTERS_P12 cannot be opened: wrong LETTERS_P12_PASSWORD, no PKCS #12 file, or one with old encryption (make it anew with openssl 3)',
    )
  })
  const certificates = found.certificates.map((der) => new X509Certificate(der))
  const key = found.keys[0]
  const own = certificates.find((it) => key && it.checkPrivateKey(key))
  if (!key || !own) throw new Error('LETTERS_P12 holds no key with its certificate')
  if (key.asymmetricKeyType !== 'rsa') throw new Error('LETTERS_P12 must hold an RSA key')
  return { key, own, others: certificates.filter((it) => it !== own) }
}

async function bagsIn(
  bytes: Buffer,
  password: string,
): Promise<{ keys: KeyObject[]; certificates: Buffer[] }> {
  const secret = new Uint8Array(Buffer.from(password)).buffer
  const pfx = PFX.fromBER(new Uint8Array(bytes))
  await pfx.parseInternalValues({ password: secret, checkIntegrity: true }, engine)
  const safe: AuthenticatedSafe = pfx.parsedValue?.authenticatedSafe as AuthenticatedSafe
  const safeContents = safe.safeContents.map(() => ({ password: secret }))
  await safe.parseInternalValues({ safeContents }, engine)
  const contents: { value: SafeContents }[] = safe.parsedValue.safeContents
  const keys: KeyObject[] = []
  const certificates: Buffer[] = []
  for (const { bagId, bagValue } of contents.flatMap(({ value }) => value.safeBags)) {
    const der = () => Buffer.from(bagValue.toSchema().toBER())
    if (bagId === bags.key) keys.push(createPrivateKey({ key: der(), format: 'der', type: 'pkcs8' }))
    if (bagId === bags.shrouded)
      keys.push(createPrivateKey({ key: der(), format: 'der', type: 'pkcs8', passphrase: password }))
    if (bagValue instanceof CertBag && bagValue.parsedValue)
      certificates.push(Buffer.from(bagValue.parsedValue.toSchema().toBER()))
  }
  return { keys, certificates }
}
