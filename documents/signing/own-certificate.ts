import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { BitString, Integer, Utf8String } from 'asn1js'
import { AttributeTypeAndValue, Certificate, Extension, Time } from 'pkijs'
import { engine } from './engine.js'
import type { Signer } from './signer.js'

const years = 10
const commonName = '2.5.4.3'

/** The certificate that a demo has made for itself and keeps in a file, key and certificate as PEM; nobody else vouches for it. */
export async function ownCertificate(file: string, name: string): Promise<Signer> {
  if (!existsSync(file)) await make(file, name)
  const pem = readFileSync(file, 'utf8')
  const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')))
  return {
    key: createPrivateKey(pem),
    certificates: [certificate.raw],
    validFrom: new Date(certificate.validFrom),
  }
}

async function make(file: string, name: string): Promise<void> {
  const algorithm = {
    ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    ...{ modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) },
  }
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ value: Date.now() % 2 ** 31 }),
  })
  for (const of of [certificate.issuer, certificate.subject])
    of.typesAndValues = [
      new AttributeTypeAndValue({ type: commonName, value: new Utf8String({ value: `${name} (Demo)` }) }),
    ]
  const today = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000)
  certificate.notBefore = new Time({ type: 0, value: today })
  certificate.notAfter = new Time({ type: 0, value: new Date(today.getTime() + years * 365.25 * 86_400_000) })
  certificate.extensions = [signatureOnly()]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  await certificate.sign(keys.privateKey, 'SHA-256', engine)
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  const text = pem('PRIVATE KEY', key) + pem('CERTIFICATE', Buffer.from(certificate.toSchema(true).toBER()))
  keep(file, text)
}

/** Usage of the key: digital signature, non-repudiation. */
function signatureOnly(): Extension {
  const usage = new BitString({ valueHex: new Uint8Array([0xc0]).buffer, unusedBits: 6 })
  return new Extension({ extnID: '2.5.29.15', critical: true, extnValue: usage.toBER() })
}

/** Portal and worker start together: the first to be done gives the file its name, the other reads it. */
function keep(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, text, { mode: 0o600 })
  try {
    linkSync(fresh, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(fresh)
  }
}

const pem = (what: string, der: Buffer) =>
  `-----BEGIN ${what}-----\n${der.toString('base64').replace(/.{64}(?!$)/g, '$&\n')}\n-----END ${what}-----\n`
