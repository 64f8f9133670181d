import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { SMTPServer } from 'smtp-server'
import { createMailer } from '../../activities/mailer.js'

describe('A mail', () => {
  const received: { to: string[]; head: string }[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const head = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n')[0] ?? ''
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), head })
        done()
      })
    },
  })
  before(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
  after(() => new Promise<void>((closed) => server.close(closed)))
  beforeEach(() => received.splice(0))

  const send = (mail: { to?: string; subject?: string; text?: string }) => {
    const { port } = server.server.address() as AddressInfo
    const settings = { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Kasse <post@kasse.example>' }
    const usual = { to: 'anna@muster.example', subject: 'Neue Aufgabe', text: 'Guten Tag', messageId: '1' }
    return createMailer({} as Knex, settings, 'kasse.example').send({ ...usual, ...mail })
  }
  const planted = '\r\nBcc: eve@evil.example\r\nX-Planted: yes\r\n\r\nWin!'
  const names = (head: string) => [...head.matchAll(/^([\w-]+):/gm)].map(([, name]) => name?.toLowerCase())

  it('has the headers that the portal writes, and no others, whatever stands in its subject and text', async () => {
    await send({})
    await send({ subject: `Neue Aufgabe${planted}`, text: `Guten Tag${planted}` })
    const [usual, hostile] = received
    expect(names(usual?.head ?? '')).to.include.members(['from', 'to', 'subject', 'auto-submitted'])
    expect(names(hostile?.head ?? '').sort()).to.deep.equal(names(usual?.head ?? '').sort())
    expect(hostile?.to).to.deep.equal(['anna@muster.example'])
  })

  it('goes to one recipient, or to none where the address is more than one', async () => {
    for (const to of [
      `anna@muster.example${planted}`,
      'anna@muster.example, eve@evil.example',
      'anna@muster.example> RCPT TO:<eve@evil.example',
    ])
      await send({ to }).catch(() => false)
    for (const { to, head } of received) {
      expect(to, head).not.to.include('eve@evil.example')
      expect(names(head)).not.to.include.members(['bcc'])
      expect(names(head)).not.to.include.members(['x-planted'])
    }
  })
})
