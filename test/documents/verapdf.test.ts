import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { familyAllowanceDecision } from '../../documents/family-allowance-decision.js'
import { issueLetter, type Letter, renderLetter } from '../../documents/letter.js'
import { ownCertificate } from '../../documents/signing/own-certificate.js'
import { submissionReceipt } from '../../documents/submission-receipt.js'
import { reason } from '../../domain/family-allowance/reasons.js'
import { languages } from '../../domain/kinds.js'
import { decision, line, office, receipt } from './letters.js'

const script = fileURLToPath(new URL('../../scripts/verapdf.mjs', import.meta.url))
/** The script's exit code where Java, Maven or the registry is missing. */
const notToBeHad = 3
const validate = (flavours: string, ...files: string[]) =>
  spawnSync(process.execPath, [script, flavours, ...files], { encoding: 'utf8' })

describe('veraPDF', function () {
  this.timeout(600_000)
  let folder = ''

  before(function () {
    const { status, stderr } = validate('ua1,3a')
    if (status !== 0 && (status !== notToBeHad || process.env.CI)) throw new Error(stderr)
    if (status === notToBeHad) {
      console.log(`      skipped: ${stderr.trim()}`)
      this.skip()
    }
    folder = mkdtempSync(join(tmpdir(), 'letters-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('finds every letter, signed or not, accessible (PDF/UA-1) and fit for the archive (PDF/A-3a), and one without tags not', async () => {
    const files = await Promise.all(
      letters().map(async (letter, index) => write(`${index}`, await renderLetter(letter))),
    )
    const own = await ownCertificate(join(folder, 'letters.pem'), 'Ausgleichskasse Muster')
    files.push(write('signed', await issueLetter(familyAllowanceDecision(decision('de')), own)))
    const tagged = await renderLetter(familyAllowanceDecision(decision('de')))
    const untagged = tagged.toString('latin1').replace('/Marked true', '/Marked null')
    const broken = write('untagged', Buffer.from(untagged, 'latin1'))
    const { stdout, stderr, status } = validate('ua1,3a', broken, ...files)
    const passed = files.flatMap((file) => ['ua1', '3a'].map((flavour) => `PASS ${file} ${flavour}`))
    const verdicts = stdout.split('\n').filter((line) => /^(PASS|FAIL) /.test(line))
    expect(verdicts, stdout + stderr).to.have.members([...passed, `FAIL ${broken} ua1`, `FAIL ${broken} 3a`])
    expect(status).to.equal(1)
  })

  function write(name: string, bytes: Buffer): string {
    const file = join(folder, `${name}.pdf`)
    writeFileSync(file, bytes)
    return file
  }
})

function letters(): Letter[] {
  const refused = line({ granted: 'no', partMonths: [], reasons: [reason('second-by-wage')] })
  const many = Array.from({ length: 30 }, (_, index) =>
    line({ childName: `Žofie Đurđica von Wolkenstein ${index}` }),
  )
  const long = [{ title: 'Mehr', rows: [{ label: 'Bemerkung', value: 'Ein Satz. '.repeat(900) }] }]
  return [
    ...languages.map((language) => familyAllowanceDecision(decision(language))),
    ...languages.map((language) => submissionReceipt(receipt(language))),
    familyAllowanceDecision(decision('de', { lines: many, office: { ...office, name: 'Bau & Holz <Ost>' } })),
    familyAllowanceDecision(
      decision('fr', { outcome: 'refuse', lines: [refused], monthly: 0, reason: 'Motif.' }),
    ),
    submissionReceipt(receipt('it', { sections: long })),
  ]
}
