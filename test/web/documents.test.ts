import { connect } from 'node:net'
import { expect } from 'chai'
import express, { type Express } from 'express'
import supertest from 'supertest'
import { entriesAbout } from '../../db/audit/note.js'
import { fileName } from '../../web/documents/file-name.js'
import { receiveFile, receiveFiles, storeUpload } from '../../web/documents/upload.js'
import { HttpError } from '../../web/errors.js'
import { encryptedPdf, jpeg, onePagePdf, png, program } from './files.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'

const megabyte = 1024 * 1024
const token = 'the token of this session'

/** A form for one file and nothing else, for an employer whose session is there. */
async function door(portal: Portal): Promise<{ app: Express; employerId: string; sent: unknown[] }> {
  const { id: employerId } = await portal.given.employer()
  const user = await portal.given.user({ employers: [employerId] })
  const sent: unknown[] = []
  const app = express()
  app.locals.deps = portal.deps
  app.use((req, _res, next) => {
    Object.assign(req, { session: { csrfToken: token }, requestId: 'test' })
    req.visit = {
      user: { ...user, role: 'employer', language: 'de', choices: {} },
      employer: null,
      mandates: [],
    }
    next()
  })
  app.post('/', receiveFile(), async (req, res) => {
    const belonging = { employerId, employeeId: null, mutationId: null, purpose: 'other' }
    const stored = await storeUpload(portal.deps, req, belonging)
    sent.push(stored)
    if ('problem' in stored) res.status(stored.status).json({ ...stored, note: req.body.note })
    else res.status(201).json(stored.document)
  })
  app.use(((error, _req, res, _next) => {
    const status = error instanceof HttpError ? error.status : 500
    res.status(status).json({ message: error.message })
  }) satisfies express.ErrorRequestHandler)
  return { app, employerId, sent }
}

const upload = (app: Express, name: string, bytes: Buffer) =>
  supertest(app).post('/').field('_csrf', token).field('note', 'typed before').attach('file', bytes, name)

/** The beginning of an upload that says it has so many bytes. */
const head = (length: number) =>
  `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n`

async function listening(app: Express) {
  const server = app.listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as { port: number }
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { port, close }
}

describe('An uploaded file', () => {
  onEachDatabase((portal) => {
    it('is kept when it is a PDF, a JPG or a PNG, sealed and under a readable name', async () => {
      const { app, employerId } = await door(portal)
      const files: [string, Buffer, string, string][] = [
        ['Geburtsurkunde Zoë.PDF', onePagePdf(), 'application/pdf', 'Geburtsurkunde Zoë.pdf'],
        ['IMG_0815.jpeg', jpeg(), 'image/jpeg', 'IMG_0815.jpg'],
        ['scan.png', png(800, 600), 'image/png', 'scan.png'],
      ]
      for (const [name, bytes, mime, kept] of files) {
        const { status, body } = await upload(app, name, bytes)
        expect(status).to.equal(201)
        expect(body).to.include({ mime, name: kept, size: bytes.length, origin: 'upload', employerId })
        const { sealed } = await portal.db('documentBytes').where({ documentId: body.id }).first()
        expect(Buffer.from(sealed).includes(bytes.subarray(0, 8))).to.equal(false)
        expect(await entriesAbout(portal.db, body.id)).to.have.length(1)
      }
    })

    it('is refused when the employer has sent 200 MB since midnight, and taken again the next day', async () => {
      const { app, employerId } = await door(portal)
      const before = await portal.given.document(
        { id: '', employerId },
        { employeeId: null, origin: 'upload' },
      )
      await portal
        .db('documents')
        .where({ id: before.id })
        .update({ size: 200 * megabyte - 10 })
      const refused = await upload(app, 'noch.pdf', onePagePdf())
      expect([refused.status, refused.body.problem]).to.deep.equal([413, 'quota'])
      portal.clock.forward(24 * 60)
      expect((await upload(app, 'noch.pdf', onePagePdf())).status).to.equal(201)
    })
  })

  const portal = usePortal()

  it('is refused with a reason, and nothing of it is kept', async () => {
    const { app, employerId } = await door(portal)
    const whole = onePagePdf()
    const cases: [string, Buffer, number, string][] = [
      ['rechnung.pdf', program(), 422, 'type'],
      ['virus.exe', program(), 422, 'type'],
      ['virus.exe', whole, 422, 'type'],
      ['seite.html', Buffer.from('<script>alert(1)</script>'), 422, 'type'],
      ['seite.pdf', Buffer.from('<html>%PDF-1.7 %%EOF startxref'), 422, 'type'],
      ['bild.png', Buffer.from('GIF89a, not a PNG'), 422, 'type'],
      ['bild.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 422, 'type'],
      ['leer.pdf', Buffer.alloc(0), 422, 'empty'],
      ['halb.pdf', whole.subarray(0, 150), 422, 'broken'],
      ['geheim.pdf', encryptedPdf(), 422, 'encrypted'],
      ['halb.jpg', jpeg().subarray(0, -2), 422, 'broken'],
      ['halb.png', png().subarray(0, 60), 422, 'broken'],
      ['riese.jpg', jpeg(65_500, 65_500), 422, 'pixels'],
      ['riese.png', png(20_000, 20_000), 422, 'pixels'],
      ['gross.pdf', Buffer.concat([whole, Buffer.alloc(11 * megabyte), whole]), 413, 'too-large'],
    ]
    for (const [name, bytes, status, problem] of cases) {
      const answer = await upload(app, name, bytes)
      expect([answer.status, answer.body.problem], `${name}, ${problem}`).to.deep.equal([status, problem])
      expect(answer.body.note, 'what was typed stays').to.equal('typed before')
    }
    expect(await portal.db('documents').where({ employerId })).to.have.length(0)
  })

  it('may be exactly 10 MB, and not a byte more', async () => {
    const { app } = await door(portal)
    const padded = (size: number) =>
      Buffer.concat([onePagePdf(), Buffer.alloc(size - 2 * onePagePdf().length), onePagePdf()])
    expect((await upload(app, 'genau.pdf', padded(10 * megabyte))).status).to.equal(201)
    expect((await upload(app, 'mehr.pdf', padded(10 * megabyte + 1))).status).to.equal(413)
  })

  it('is asked for when the form comes without one', async () => {
    const { app } = await door(portal)
    const none = await supertest(app).post('/').field('_csrf', token)
    expect([none.status, none.body.problem]).to.deep.equal([422, 'missing'])
  })

  it('is one: chosen or photographed, whichever field was left empty, but not both', async () => {
    const { app, employerId } = await door(portal)
    const part = (name: string, content: string) =>
      `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n`
    const form = (...parts: string[]) =>
      supertest(app)
        .post('/')
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .set('X-CSRF-Token', token)
        .send(`${parts.join('')}--x--\r\n`)
    const [pdf, left] = [part('a.pdf', onePagePdf().toString('latin1')), part('', '')]
    expect((await form(pdf, left)).status).to.equal(201)
    expect((await form(left, pdf)).status).to.equal(201)
    const both = await form(pdf, pdf)
    expect([both.status, both.body.problem]).to.deep.equal([422, 'two'])
    const neither = await form(left, left)
    expect([neither.status, neither.body.problem]).to.deep.equal([422, 'missing'])
    expect(await portal.db('documents').where({ employerId })).to.have.length(2)
  })

  it('is a 403 without the token of the session', async () => {
    const { app, sent } = await door(portal)
    const refused = await supertest(app)
      .post('/')
      .field('_csrf', 'another')
      .attach('file', onePagePdf(), 'a.pdf')
    expect(refused.status).to.equal(403)
    expect(sent).to.deep.equal([])
  })

  it('is a 400 when the form cannot be read, has three files or a hundred fields', async () => {
    const { app } = await door(portal)
    const raw = (body: string) =>
      supertest(app).post('/').set('Content-Type', 'multipart/form-data; boundary=x').send(body)
    expect(
      (await raw('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nhalf')).status,
    ).to.equal(400)
    expect(
      (await supertest(app).post('/').set('Content-Type', 'multipart/form-data').send('x')).status,
    ).to.equal(400)
    const three = upload(app, 'a.pdf', onePagePdf())
    for (const name of ['b.pdf', 'c.pdf']) three.attach('file', onePagePdf(), name)
    expect((await three).status).to.equal(400)
    const many = upload(app, 'a.pdf', onePagePdf())
    for (let n = 0; n < 100; n++) many.field(`f${n}`, 'x')
    expect((await many).status).to.equal(400)
  })

  it('that would be a flood is refused before it is read', async () => {
    const { app } = await door(portal)
    const { port, close } = await listening(app)
    const socket = connect(port, '127.0.0.1')
    socket.write(`${head(500 * megabyte)}--x`)
    const answer = await new Promise<Buffer>((done) => socket.once('data', done))
    expect(answer.toString()).to.match(/^HTTP\/1.1 413 /)
    socket.destroy()
    close()
  })

  it('of which a form holds too many is refused, however it is sent, and so are some where all forms together do', async () => {
    const app = express()
    app.locals.deps = portal.deps
    app.use((req, _res, next) => next(void Object.assign(req, { session: { csrfToken: token } })))
    app.post('/', receiveFiles(20, 1), (_req, res) => void res.sendStatus(201))
    app.use(((error, _req, res, _next) => res.sendStatus(error.status)) satisfies express.ErrorRequestHandler)
    const { port, close } = await listening(app)
    const file = Buffer.alloc(9_900_000, 'a')
    const tokenPart = `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n`
    async function* form(files: number, isThere: () => Promise<unknown>) {
      yield Buffer.from(tokenPart)
      for (let n = 0; n < files; n++) {
        yield Buffer.from(`--x\r\nContent-Disposition: form-data; name="f${n}"; filename="a.pdf"\r\n\r\n`)
        yield file
        yield Buffer.from('\r\n')
      }
      await isThere()
      yield Buffer.from('--x--\r\n')
    }
    const send = async (files: number, isThere = async () => {}) => {
      const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
      const body = form(files, isThere) as unknown as RequestInit['body']
      const asked = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
      return fetch(`http://127.0.0.1:${port}/`, asked).then(
        ({ status }) => status,
        () => 0,
      )
    }
    expect(await send(11)).to.be.oneOf([413, 0]) // cut off while the rest is still on its way
    let awaited = 4
    let goOn = () => {}
    const allAreThere = new Promise<void>((done) => {
      goOn = done
    })
    const isThere = () => {
      if (--awaited === 0) goOn()
      return allAreThere
    }
    const statuses = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const status = await send(9, isThere)
        if (status !== 201) isThere() // refused before all of it was there
        return status
      }),
    )
    expect(statuses).to.include(201).and.include(503)
    expect(await send(1)).to.equal(201)
    close()
  })

  it('that breaks off in the middle does no harm', async () => {
    const { app, sent } = await door(portal)
    const { port, close } = await listening(app)
    const socket = connect(port, '127.0.0.1')
    const part = 'Content-Disposition: form-data; name="file"; filename="a.pdf"'
    socket.write(`${head(5_000_000)}--x\r\n${part}\r\n\r\n%PDF-1.4`)
    await new Promise((done) => setTimeout(done, 100))
    socket.destroy()
    await new Promise((done) => setTimeout(done, 100))
    const next = await supertest(`http://127.0.0.1:${port}`)
      .post('/')
      .field('_csrf', token)
      .attach('file', onePagePdf(), 'a.pdf')
    expect(next.status).to.equal(201)
    expect(sent).to.have.length(1)
    close()
  })

  it('is called so that nobody is deceived: no path, no control or direction signs, no second ending', () => {
    expect(fileName('..\\..\\C:/Windows/system32/cmd.pdf', 'pdf')).to.equal('cmd.pdf')
    expect(fileName('Rechnung\u202Efdp.exe', 'pdf')).to.equal('Rechnungfdp.pdf')
    expect(fileName('a\u0000b\r\nc".pdf', 'pdf')).to.equal('abc_.pdf')
    expect(fileName('.pdf', 'pdf')).to.equal('dokument.pdf')
    expect(fileName(`${'ä'.repeat(300)}.jpeg`, 'jpg')).to.have.length(100)
    expect(fileName('Geburtsurkunde Mia (2).pdf', 'pdf')).to.equal('Geburtsurkunde Mia (2).pdf')
  })
})

describe('A document', () => {
  const portal = usePortal()

  async function stored(changes = {}) {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const person = await portal.given.employee(employer.id)
    const document = await portal.given.document(person, changes)
    return {
      employer,
      user,
      person,
      document,
      path: `/e/${employer.id}/documents/${document.id}`,
      hr: await portal.signIn(user),
    }
  }

  it('opens in the page as it was stored, and says how it may be used', async () => {
    const { hr, path, document, user } = await stored({ name: 'Entscheid Müller «2026».pdf' })
    const { status, headers, body } = await hr.download(path)
    expect(status).to.equal(200)
    expect(body.equals(onePagePdf())).to.equal(true)
    expect(headers['content-type']).to.equal('application/pdf')
    expect(headers['content-disposition']).to.equal(
      'inline; filename="Entscheid Muller _2026_.pdf"; filename*=UTF-8\'\'Entscheid%20M%C3%BCller%20%C2%AB2026%C2%BB.pdf',
    )
    expect(headers['cache-control']).to.contain('no-store')
    expect(headers['x-content-type-options']).to.equal('nosniff')
    expect(headers['content-security-policy'])
      .to.contain("default-src 'none'")
      .and.to.contain("frame-ancestors 'self'")
    const entries = await entriesAbout(portal.db, document.id)
    expect(entries.at(-1)).to.include({ action: 'document.read', actor: user.id })
  })

  it('is saved under its name with ?download', async () => {
    const { hr, path } = await stored()
    const { headers } = await hr.download(`${path}?download`)
    expect(headers['content-disposition']).to.match(/^attachment; filename="Entscheid.pdf"/)
  })

  it('whose bytes were changed or moved is not shown to anybody', async () => {
    const { hr, path, document, person } = await stored()
    const other = await portal.given.document(person)
    const [mine, foreign] = await portal.db('documentBytes').whereIn('documentId', [document.id, other.id])
    const sealed = Buffer.from(mine.sealed)
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    for (const wrong of [sealed, foreign.documentId === document.id ? mine.sealed : foreign.sealed]) {
      await portal.db('documentBytes').where({ documentId: document.id }).update({ sealed: wrong })
      expect((await hr.download(path)).status).to.equal(500)
    }
  })

  it('is there for the office under an address of its own, letters with their slashes too', async () => {
    const { person } = await stored()
    const letter = await portal.given.document(person, { id: `${person.id}/decision` })
    const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    expect((await desk.download(`/office/documents/${letter.id}`)).status).to.equal(200)
    expect((await desk.get('/office/documents/none')).status).to.equal(404)
  })
})
