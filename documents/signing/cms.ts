import { createHash, type KeyObject, webcrypto } from 'node:crypto'
import { Signer as PdfSigner } from '@signpdf/utils'
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import { engine } from './engine.js'
import type { Signer } from './signer.js'

const oid = { contentType: '1.2.840.113549.1.9.3', digest: '1.2.840.113549.1.9.4', certificate: '1.2.840.113549.1.9.16.2.47' } // biome-ignore format: a table

/**
 * A detached CMS signature over the bytes of a PDF, as PAdES baseline B-B has it (ETSI EN 319 142-1): the signed attributes name
 * the content, its digest and the certificate; the time of signing stands in the PDF. RSA with SHA-256: same bytes, same signature.
 */
async function signatureOf(bytes: Uint8Array, { key, certificates }: Signer): Promise<Buffer> {
  const [own, ...others] = certificates.map((der) => Certificate.fromBER(der))
  if (!own) throw new Error('a signer needs a certificate')
  const attributes = [
    new Attribute({ type: oid.contentType, values: [new ObjectIdentifier({ value: ContentInfo.DATA })] }),
    new Attribute({ type: oid.digest, values: [octets(sha256(bytes))] }),
    new Attribute({ type: oid.certificate, values: [signingCertificate(certificates[0] as Buffer)] }),
  ]
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: ContentInfo.DATA }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
    certificates: [own, ...others],
  })
  await signed.sign(await webKey(key), 0, 'SHA-256', new Uint8Array(bytes).buffer, engine)
  const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) })
  return Buffer.from(content.toSchema().toBER(false))
}

/** ESSCertIDv2 (RFC 5035): binds the certificate into what is signed. SHA-256 is its default and therefore not named. */
const signingCertificate = (der: Buffer) => sequence(sequence(sequence(octets(sha256(der)))))

const sequence = (...value: (Sequence | OctetString)[]) => new Sequence({ value })
const octets = (bytes: Buffer) => new OctetString({ valueHex: new Uint8Array(bytes).buffer })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

const webKeys = new WeakMap<KeyObject, Promise<webcrypto.CryptoKey>>()

/** The key as pkijs wants it; made once, for that takes as long as a signature. */
function webKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const known = webKeys.get(key)
  if (known) return known
  const der = key.export({ type: 'pkcs8', format: 'der' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const fresh = webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  webKeys.set(key, fresh)
  return fresh
}

/** What @signpdf asks for a signature: it wants a class of its own. */
export class CmsSigner extends PdfSigner {
  constructor(private readonly signer: Signer) {
    super()
  }

  override sign(pdf: Buffer): Promise<Buffer> {
    return signatureOf(pdf, this.signer)
  }
}
