import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readConfig } from '../../config.js'
import { type CertificateSettings, certificates } from '../../doctor/certificates.js'
import { disk, roomOf } from '../../doctor/machine.js'

const now = new Date().toISOString()
const inDays = (count: number) => new Date(Date.parse(now) + count * 86_400_000).toISOString()

describe('The doctor looks at the machine', () => {
  let folder = ''
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  /** A certificate and its key in one file, and in another one as PKCS #12. */
  function make(name: string, days: number): string {
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-days', String(days), '-keyout', at('key'), '-out', at(`${name}.crt`)) // biome-ignore format: a command
    openssl('pkcs12', '-export', '-in', at(`${name}.crt`), '-inkey', at('key'), '-passout', 'pass:geheim', '-out', at(`${name}.p12`)) // biome-ignore format: a command
    copyFileSync(at('key'), at(`${name}.key`))
    return at(`${name}.crt`)
  }
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'portal-machine-'))
    for (const [name, days] of [['brief', 3], ['month', 20], ['year', 365]] as const) make(name, days) // biome-ignore format: a table
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** What is said of each certificate once these are set. */
  async function told(set: Record<string, string>, when = now): Promise<Record<string, string>> {
    const config: CertificateSettings = readConfig({ NODE_ENV: 'test', DATA_DIR: folder, ...set })
    const found = await certificates(config, when)
    return Object.fromEntries(
      found.map(({ values, says }) => [values?.name, says.replace('certificates-', '')]),
    )
  }
  const letters = (name: string) => ({ LETTERS_P12: at(`${name}.p12`), LETTERS_P12_PASSWORD: 'geheim' })
  const temporal = (ca: string, own: string) => ({
    ...{ TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_TLS_CA: at(ca) },
    ...{ TEMPORAL_TLS_CERT: at(`${own}.crt`), TEMPORAL_TLS_KEY: at(`${own}.key`) },
  })

  it('until when each certificate holds that the processes were given, those of letters and of authorities as well', async () => {
    expect(await told({})).to.deep.equal({})
    const tls = { TLS_CERT: at('year.crt'), TLS_KEY: at('year.key') }
    expect(await told({ ...tls, ...letters('month'), ...temporal('brief.crt', 'year') })).to.deep.equal({
      ...{ TLS_CERT: 'hold', TEMPORAL_TLS_CERT: 'hold', TEMPORAL_TLS_CA: 'ending', LETTERS_P12: 'soon' },
    })
    const base = `postgres://portal@db.example/portal?sslmode=verify-full`
    expect(
      await told({ DATABASE_URL: `${base}&sslrootcert=${at('month.crt')}&sslcert=${at('brief.crt')}` }),
    ).to.deep.equal({ 'DATABASE_URL sslrootcert': 'soon', 'DATABASE_URL sslcert': 'ending' })
  })

  it('says that one has ended, with which no process would start again', async () => {
    expect(await told(letters('brief'), inDays(4))).to.deep.equal({ LETTERS_P12: 'ended' })
    expect(await told({ TLS_CERT: at('brief.crt'), TLS_KEY: at('brief.key') }, inDays(4))).to.deep.equal({
      TLS_CERT: 'ended',
    })
  })

  it('of several authorities in a file counts the next to end of those that still hold', async () => {
    copyFileSync(at('brief.crt'), at('all.crt'))
    for (const name of ['year', 'month']) appendFileSync(at('all.crt'), readFileSync(at(`${name}.crt`)))
    expect((await told(temporal('all.crt', 'year'))).TEMPORAL_TLS_CA).to.equal('ending')
    expect((await told(temporal('all.crt', 'year'), inDays(5))).TEMPORAL_TLS_CA).to.equal('soon')
    expect((await told(temporal('all.crt', 'year'), inDays(400))).TEMPORAL_TLS_CA).to.equal('ended')
  })

  it('says which cannot be read, and looks at the others', async () => {
    const wrong = { ...letters('year'), LETTERS_P12_PASSWORD: 'falsch' }
    expect(await told({ ...wrong, TLS_CERT: at('gone.crt'), TLS_KEY: at('year.key') })).to.deep.equal({
      ...{ TLS_CERT: 'unreadable', LETTERS_P12: 'unreadable' },
    })
    expect((await told(temporal('key', 'year'))).TEMPORAL_TLS_CA).to.equal('unreadable')
  })

  it('how much room there is on the disk', async () => {
    const { state, says, values } = await disk(folder)
    expect(state === 'good' ? says === 'disk-room' : says !== 'disk-room').to.equal(true)
    const [, blocks, , available] =
      String(execFileSync('df', ['-Pk', folder]))
        .split('\n')[1]
        ?.split(/\s+/) ?? []
    expect(Number(values?.gigabytes)).to.be.closeTo((Number(available) * 1024) / 1e9, 1)
    expect(Number(values?.percent)).to.be.closeTo((Number(available) / Number(blocks)) * 100, 2)
    const of = (percent: number) => roomOf({ bavail: percent * 10, blocks: 1000, bsize: 1_000_000 })
    expect([of(4), of(5), of(14), of(15)].map((it) => `${it.state} ${it.says}`)).to.deep.equal([
      ...['bad disk-full', 'watch disk-filling', 'watch disk-filling', 'good disk-room'],
    ])
    expect(of(4).values).to.deep.equal({ gigabytes: '0.0', percent: 4 })
  })
})
