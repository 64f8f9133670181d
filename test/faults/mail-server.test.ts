import { type AddressInfo, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { SMTPServer } from 'smtp-server'
import type { Deps } from '../../activities/index.js'
import { createMailer } from '../../activities/mailer.js'
import { postActivities } from '../../activities/post.js'
import { mailsWaiting } from '../../db/care/doctor.js'
import { choose } from '../../db/notices/choices.js'
import { owe } from '../../db/notices/notices.js'
import { heldNotices, owedNotices } from '../../db/notices/owed.js'
import { at, submitted, user } from '../db/rows.js'
import { usePortal } from '../web/portal.js'

describe('A mail server', function () {
  this.timeout(60_000)
  const portal = usePortal()
  const received: string[] = []
  let behaviour: 'takes' | 'drops' | 'is silent' | 'is busy' | 'refuses' = 'takes'
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, done) {
      if (behaviour === 'is busy') return done(Object.assign(new Error('Try later'), { responseCode: 451 }))
      if (behaviour === 'refuses') return done(Object.assign(new Error('No mailbox'), { responseCode: 550 }))
      done()
    },
    async onData(stream, session, done) {
      received.push(/^Message-ID: (.*)/im.exec(await text(stream))?.[1] ?? '')
      if (behaviour === 'takes') done()
      if (behaviour === 'drops') connections.get(session.remotePort)?.destroy()
    },
  })
  const connections = new Map<number, Socket>()
  server.server.on('connection', (socket: Socket) => connections.set(socket.remotePort ?? 0, socket))
  server.on('error', () => {}) // a line that was dropped on purpose
  before(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
  after(() => {
    for (const socket of connections.values()) socket.destroy()
    return new Promise<void>((closed) => server.close(closed))
  })
  beforeEach(() => received.splice(0))

  const mailerFor = (port: number) => {
    const settings = { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Kasse <post@kasse.example>' }
    return createMailer(portal.db, settings, 'kasse.example')
  }
  const portOf = (listening: { address(): unknown }) => (listening.address() as AddressInfo).port
  const mail = { to: 'anna@muster.example', subject: 'Neue Aufgabe', text: 'Guten Tag', messageId: '1' }
  /** How long something takes to fail, in seconds. */
  const failsAfter = async (work: Promise<unknown>) => {
    const begun = Date.now()
    const end = await work.then(
      () => 'was sent',
      () => 'failed',
    )
    expect(end).to.equal('failed')
    return (Date.now() - begun) / 1000
  }

  /** A report of which somebody is to be told, and the worker's way to do it. */
  async function owedMail() {
    const { db, deps } = portal
    const mutation = await submitted(db)
    await user(db, 'employer', [mutation.employerId])
    const occasion = { key: `${mutation.id}/task`, event: 'task' as const, path: '/tasks' }
    const about = { mutationId: mutation.id, employerId: mutation.employerId }
    await db.transaction((trx) => owe(trx, { ...occasion, ...about }, at(1)))
    const mailer = mailerFor(portOf(server.server))
    return { db, mutation, ...postActivities({ ...deps, mailer } as Deps) }
  }

  it('that is busy gets the mail again; one that knows no such mailbox gets it no more, and the doctor names it', async () => {
    const { db, mutation, mailNotices } = await owedMail()
    const refused = async () => (await mailsWaiting(db)).refused.count
    const before = await refused()
    behaviour = 'is busy'
    await failsAfter(mailNotices(mutation.id))
    expect(await owedNotices(db, mutation.id)).to.have.length(1)
    behaviour = 'refuses'
    await mailNotices(mutation.id)
    expect(await owedNotices(db, mutation.id)).to.deep.equal([])
    expect(received).to.deep.equal([])
    expect(await refused()).to.equal(before + 1)
  })

  it('that takes no mail for one person keeps the mail of the day from nobody else', async () => {
    const { db, deps } = portal
    const sent: string[] = []
    const two = await Promise.all([1, 2].map(() => heldFor(db)))
    const [busy, other] = two.map(({ email }) => email)
    const send = async ({ to }: { to: string }) => {
      if (to === busy) throw new Error('451 Try later')
      sent.push(to)
      return true
    }
    const { mailDigests } = postActivities({ ...deps, mailer: { send } } as unknown as Deps)
    const end = await mailDigests(at(30)).catch(({ message }) => message)
    expect(end).to.equal('451 Try later')
    expect(sent).to.deep.equal([other])
    expect((await heldNotices(db, at(30))).map(({ email }) => email)).to.deep.equal([busy])
  })

  it('that takes a mail and drops the line before it says so: the mail stays owed, and comes again under the same Message-ID', async () => {
    const { db, mutation, mailNotices } = await owedMail()
    behaviour = 'drops'
    expect(await failsAfter(mailNotices(mutation.id))).to.be.lessThan(5)
    expect(await owedNotices(db, mutation.id)).to.have.length(1)
    behaviour = 'takes'
    await mailNotices(mutation.id)
    expect(await owedNotices(db, mutation.id)).to.deep.equal([])
    expect(received).to.have.length(2)
    expect(received[0])
      .to.match(/^<\w+@kasse\.example>$/)
      .and.equal(received[1])
  })

  it('that says nothing, when it is met or when it has the mail: the worker tries again after 20 seconds at most', async () => {
    const silent = createServer((socket) => void connections.set(socket.remotePort ?? 0, socket))
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
    behaviour = 'is silent'
    const spans = await Promise.all(
      [silent, server.server].map((it) => failsAfter(mailerFor(portOf(it)).send(mail))),
    )
    silent.close()
    expect(received).to.have.length(1)
    expect(Math.max(...spans)).to.be.lessThan(25)
  })
})

/** Somebody who wants the mail of the day and has something to be told in it; the earlier, the sooner. */
async function heldFor(db: Knex): Promise<{ email: string }> {
  const mutation = await submitted(db)
  const userId = await user(db, 'employer', [mutation.employerId])
  await choose(db, userId, { notices: { task: 'daily' } }, { actor: 'test', at: at(0) })
  const occasion = { key: `${mutation.id}/task`, event: 'task' as const, path: '/tasks' }
  await db.transaction((trx) =>
    owe(trx, { ...occasion, mutationId: mutation.id, employerId: mutation.employerId }, at(1)),
  )
  return db('users').where({ id: userId }).first('email')
}
