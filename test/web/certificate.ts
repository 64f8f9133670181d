import { webcrypto } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Integer, OctetString, PrintableString } from 'asn1js'
import * as pki from 'pkijs'

/** Makes a certificate for this machine that nobody has signed but itself, and writes it and its key into a folder as PEM. */
export async function writeCertificate(folder: string): Promise<{ cert: string; key: string }> {
  pki.setEngine('node', new pki.CryptoEngine({ name: 'node', crypto: webcrypto as never }))
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = new pki.Certificate()
  certificate.version = 2
  certificate.serialNumber = new Integer({ value: 1 })
  const name = new pki.AttributeTypeAndValue({
    type: '2.5.4.3',
    value: new PrintableString({ value: 'localhost' }),
  })
  certificate.issuer.typesAndValues.push(name)
  certificate.subject.typesAndValues.push(name)
  certificate.notBefore.value = new Date(Date.now() - 86_400_000)
  certificate.notAfter.value = new Date(Date.now() + 86_400_000)
  const addresses = new pki.GeneralNames({
    names: [
      new pki.GeneralName({ type: 2, value: 'localhost' }),
      new pki.GeneralName({ type: 7, value: new OctetString({ valueHex: Uint8Array.of(127, 0, 0, 1) }) }),
    ],
  })
  certificate.extensions = [
    new pki.Extension({ extnID: '2.5.29.17', extnValue: addresses.toSchema().toBER(false) }),
  ]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey as never)
  await certificate.sign(keys.privateKey as never, 'SHA-256')
  const paths = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  writeFileSync(paths.cert, pem('CERTIFICATE', certificate.toSchema().toBER(false)))
  writeFileSync(paths.key, pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)))
  return paths
}

const pem = (what: string, bytes: ArrayBuffer) =>
  [
    `-----BEGIN ${what}-----`,
    ...(Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []),
    `-----END ${what}-----`,
    '',
  ].join('\n')
