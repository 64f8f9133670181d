import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { familyAllowanceDecision } from '../../documents/family-allowance-decision.js'
import { issueLetter, renderLetter } from '../../documents/letter.js'
import { openSigner } from '../../documents/signing/open.js'
import { ownCertificate } from '../../documents/signing/own-certificate.js'
import { readP12 } from '../../documents/signing/p12.js'
import type { Signer } from '../../documents/signing/signer.js'
import { decision } from './letters.js'
import { readPdf } from './read-pdf.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const letter = familyAllowanceDecision(decision('de'))
const run = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' })

describe('The signature of a letter', () => {
  let folder = ''
  let own: Signer
  before(async function () {
    this.timeout(60_000)
    folder = mkdtempSync(join(tmpdir(), 'signature-'))
    own = await ownCertificate(join(folder, 'letters.pem'), 'Ausgleichskasse Muster')
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** What pdfsig says of a letter. Skipped where there is no pdfsig. */
  function verdict(test: Mocha.Context, bytes: Buffer): string {
    if (run('pdfsig', '-v').error) {
      if (process.env.CI) throw new Error('pdfsig is needed: apt-get install poppler-utils')
      return test.skip()
    }
    const file = join(folder, 'letter.pdf')
    writeFileSync(file, bytes)
    return run('pdfsig', '-nocert', file).stdout
  }

  it('is valid for pdfsig, over the whole document, with its time', async function () {
    const said = verdict(this, await issueLetter(letter, own))
    expect(said).to.include('Signature is Valid').and.include('Total document signed')
    expect(said)
      .to.include('ETSI.CAdES.detached')
      .and.include('SHA-256')
      .and.include('Ausgleichskasse Muster')
    expect(said).to.match(/Signing Time: \w{3} \d/)
  })

  it('is broken by a single changed byte', async function () {
    const bytes = await issueLetter(letter, own)
    const at = bytes.indexOf('/Title')
    bytes[at + 9] = (bytes[at + 9] ?? 0) ^ 1
    expect(verdict(this, bytes)).to.include('Digest Mismatch')
  })

  it('leaves the same letter the same bytes, and its words as they were', async () => {
    const [one, two] = [await issueLetter(letter, own), await issueLetter(letter, own)]
    expect(one.equals(two)).to.equal(true)
    expect((await readPdf(one)).text).to.equal((await readPdf(await renderLetter(letter))).text)
  })

  it('comes from a certificate that a demo makes once and keeps for itself', async () => {
    const again = await openSigner({ keptIn: join(folder, 'letters.pem'), name: 'another name' })
    expect(again?.certificates[0]?.equals(own.certificates[0] as Buffer)).to.equal(true)
    expect(await openSigner(null)).to.equal(null)
  })

  it('comes from a PKCS #12 file with its chain; a wrong password or another file is said, and nothing is signed', async function () {
    const at = (name: string) => join(folder, name)
    const pem = readFileSync(at('letters.pem'), 'utf8')
    writeFileSync(at('key.pem'), pem)
    const made = run('openssl', 'pkcs12', '-export', '-in', at('key.pem'), '-inkey', at('key.pem'), '-passout', 'pass:Grüezi', '-out', at('office.p12')) // biome-ignore format: a command
    if (made.error) return this.skip()
    const p12 = readFileSync(at('office.p12'))
    const signer = await readP12(p12, 'Grüezi')
    expect((await issueLetter(letter, signer)).equals(await issueLetter(letter, own))).to.equal(true)
    const wrongs: [Buffer, string][] = [
      [p12, 'Gruezi'],
      [Buffer.from('no file'), ''],
    ]
    for (const wrong of wrongs)
      expect(await readP12(...wrong).catch(String)).match(/LETTERS_P12 cannot be opened/)
  })

  it('is never left out: what is shipped goes through issueLetter', () => {
    const shipping = ['activities', 'web', 'demo', 'server.ts', 'worker.ts'].flatMap((room) =>
      room.endsWith('.ts')
        ? [room]
        : readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
            .filter((it) => it.endsWith('.ts'))
            .map((it) => join(room, it)),
    )
    expect(shipping.length).greaterThan(100)
    expect(shipping.filter((it) => readFileSync(join(root, it), 'utf8').includes('renderLetter'))).deep.equal(
      [],
    )
  })
})
