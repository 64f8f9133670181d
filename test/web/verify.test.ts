import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readPdf } from '../documents/read-pdf.js'
import { onEachDatabase } from './portal.js'

const bytes = readFileSync(new URL('../elm/elm5-5persons.xml', import.meta.url))

onEachDatabase((portal) => {
  describe('the receipt of released wages', () => {
    let folder = ''
    let url = ''
    let who = ''
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'receipt-'))
      portal.clock.set('2026-01-20T09:00:00.000Z')
      const employer = await portal.given.employer({ memberNumber: '47.110-3/1' })
      const account = await portal.given.user({ employers: [employer.id] })
      who = account.id
      const hr = await portal.signIn(account)
      url = String(
        (await hr.post(`/e/${employer.id}/mutations`, { kind: 'salary-declaration' })).headers.location,
      )
      await hr.post(`${url}/way`, { year: '2025', way: 'elm' })
      await hr.upload(`${url}/wages/file`, { name: 'löhne.xml', bytes })
      for (
        let tries = 0;
        (await hr.get(`${url}/wages`)).words.includes('Wir lesen und prüfen') && tries < 60;
        tries++
      )
        await hr.get(`${url}/wages/progress`)
      await hr.post(`${url}/wages`)
      const { $ } = await hr.get(`${url}/findings`)
      const boxes = $('input[type=checkbox]').toArray()
      await hr.post(
        `${url}/findings`,
        Object.fromEntries(boxes.map((it) => [$(it).attr('name'), $(it).attr('value')])),
      )
      expect((await hr.post(`${url}/check-answers`, { confirm: 'yes' })).headers.location).equal(url)
      const status = await hr.get(url)
      expect(status.words).include('Von uns unterschrieben')
      writeFileSync(join(folder, 'receipt.json'), (await hr.download(`${url}/receipt.json`)).body)
      writeFileSync(join(folder, 'receipt.pdf'), (await hr.download(`${url}/receipt.pdf`)).body)
    })
    after(() => rmSync(folder, { recursive: true, force: true }))
    const receipt = () => JSON.parse(readFileSync(join(folder, 'receipt.json'), 'utf8'))
    const nothingPersonal = (words: string) => {
      const { persons, ...said } = receipt().receipt
      expect(persons).equal(5)
      for (const secret of [who, said.reference, '327', 'löhne.xml', 'Muster Bau'])
        expect(words).not.include(secret)
    }

    it('is on paper as well, with a QR code that leads to the page which verifies it', async () => {
      const { text } = await readPdf(readFileSync(join(folder, 'receipt.pdf')))
      expect(text).include('Quittung über die Freigabe der Löhne 2025')
      expect(text.replace(/\s/g, '')).include(receipt().receipt.file)
      const page = await portal.visitor().get(new URL(receipt().verify).pathname)
      expect(page.words)
        .include('Diese Quittung ist echt.')
        .and.include(receipt().receipt.file)
        .and.include('2025')
      nothingPersonal(page.words)
      expect((await portal.visitor().get('/verify/aaaaaaaaaaaaaaaaaaaaaa')).words).include('kennen wir nicht')
      expect((await portal.visitor().get('/verify/short')).status).equal(404)
    })

    it('is verified by anybody who has the file, and no other byte', async () => {
      const anybody = portal.visitor()
      await anybody.get('/verify')
      const same = await anybody.upload('/verify', { name: 'any.xml', bytes })
      expect(same.words).include('Diese Datei wurde freigegeben.').and.include('20. Januar 2026')
      nothingPersonal(same.words)
      const changed = Buffer.concat([bytes, Buffer.from(' ')])
      const other = await anybody.upload('/verify', { name: 'any.xml', bytes: changed })
      expect(other.words).include('Zu dieser Datei gibt es keine Quittung.')
    })

    it('is verified by the receipt itself, as a file or as its code', async () => {
      const anybody = portal.visitor()
      await anybody.get('/verify')
      const file = { name: 'receipt.json', bytes: readFileSync(join(folder, 'receipt.json')) }
      expect((await anybody.upload('/verify', file)).words).include('Diese Quittung ist echt.')
      const { code } = receipt()
      const forged = {
        name: 'receipt.json',
        bytes: Buffer.from(JSON.stringify({ code: code.replace(/\.e/, '.f') })),
      }
      expect((await anybody.upload('/verify', forged)).words).include('Diese Quittung ist nicht gültig.')
      const empty = await anybody.upload('/verify', { name: 'nothing', bytes: Buffer.alloc(0) })
      expect(empty.status).equal(422)
    })

    it('is verified without us by openssl and the published key, as the page says', async function () {
      writeFileSync(join(folder, 'key.pem'), (await portal.visitor().download('/verify/key')).body)
      const { code } = receipt()
      writeFileSync(join(folder, 'code'), code)
      const commands = `cut -d. -f1,2 code | tr -d '\\n' > signed
        cut -d. -f3 code | tr -- '-_' '+/' | sed 's/$/==/' | base64 -d > signature
        openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile signature`
      const said = spawnSync('sh', ['-c', commands], { cwd: folder, encoding: 'utf8' })
      if (/not found/.test(said.stderr)) return this.skip()
      expect(said.stdout + said.stderr).include('Signature Verified Successfully')
      const { keys } = JSON.parse(String((await portal.visitor().download('/.well-known/jwks.json')).body))
      const head = JSON.parse(Buffer.from(code.split('.')[0], 'base64url').toString())
      expect(head).deep.equal({ alg: 'EdDSA', kid: keys[0].kid })
    })

    it('is looked for by no list, which would be minutes of blanks', async () => {
      const { id } = await portal.given.employer()
      const someone = await portal.signIn(await portal.given.user({ employers: [id] }))
      const begun = await someone.post(`/e/${id}/mutations`, { kind: 'salary-declaration' })
      for (const path of ['/verify', `${begun.headers.location}/wages/file`]) {
        const before = process.cpuUsage()
        const answer = await someone.send(path, { 'code[40000000]': 'x' }, { file: { name: 'a.xml', bytes } })
        expect(answer.status, path).equal(400)
        expect(process.cpuUsage(before).user / 1e6, `seconds of the processor for ${path}`).lessThan(2)
      }
    })

    it('cannot be looked for without end', async () => {
      const anybody = portal.visitor()
      let status = 200
      for (let tries = 0; tries < 70 && status === 200; tries++)
        status = (await anybody.get('/verify/bbbbbbbbbbbbbbbbbbbbbb')).status
      expect(status).equal(429)
    })
  })
})
