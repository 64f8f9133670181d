import { deflateSync } from 'node:zlib'
import { expect } from 'chai'
import type { Config } from '../../config.js'
import { activeContent } from '../../web/documents/active-content.js'
import { isWholePdf } from '../../web/documents/qpdf.js'
import { type Examined, examine } from '../../web/documents/upload.js'
import { expectCheap } from '../cost.js'
import { answers } from '../domain/family-allowance/facts.js'
import { need } from '../needs.js'
import { encryptedPdf, jpeg, onePagePdf, png, program } from './files.js'
import { nestedStreams } from './nested-streams.js'
import { onEachDatabase } from './portal.js'

const inPdf = (object: string | Buffer) => {
  const [head = '', tail = ''] = onePagePdf().toString('latin1').split('xref\n0')
  return Buffer.concat([
    Buffer.from(head, 'latin1'),
    Buffer.from('9 0 obj'),
    Buffer.from(object),
    Buffer.from('endobj\n'),
    Buffer.from(`xref\n0${tail}`, 'latin1'),
  ])
}
const packed = (content: string | Buffer) =>
  Buffer.concat([
    Buffer.from('<</Type/ObjStm/N 1/First 5/Filter/FlateDecode>>stream\n'),
    deflateSync(content),
    Buffer.from('\nendstream\n'),
  ])

describe('A PDF that can do more than be looked at', () => {
  const cases: Record<string, Buffer> = {
    javascript: inPdf('<</S/JavaScript/JS(app.alert(1))>>'),
    launch: inPdf('<</S/Launch/F(cmd.exe)>>'),
    attachment: inPdf('<</Type/EmbeddedFile>>'),
    form: inPdf('<</XFA 5 0 R>>'),
    media: inPdf('<</Subtype/RichMedia>>'),
  }
  for (const [kind, bytes] of Object.entries(cases))
    it(`is known by its ${kind}`, () => expect(activeContent(bytes)).to.deep.equal([kind]))

  it('is known also where it is packed, or spelled so that it is overlooked', () => {
    expect(activeContent(inPdf(packed('1 0 <</S/JavaScript/JS(x)>>')))).to.deep.equal(['javascript'])
    expect(activeContent(inPdf('<</S/J#61vaScript>>'))).to.deep.equal(['javascript'])
  })

  it('is told from one that only shows pages', () => expect(activeContent(onePagePdf())).to.deep.equal([]))

  it('costs neither time nor memory when it is a bomb', async () => {
    const bomb = inPdf(packed(Buffer.alloc(400_000_000)))
    expect(bomb.length).to.be.lessThan(1_000_000)
    expect(await expectCheap('a bomb', () => activeContent(bomb))).to.deep.equal(['hidden'])
  })

  it('costs no time when it is made of beginnings that lead nowhere', async () => {
    const tenMegabytes = (piece: string) => inPdf(piece.repeat(10_000_000 / piece.length))
    const empty = deflateSync('').toString('latin1')
    const beginnings = {
      'object streams without a stream': '/ObjStm ',
      'streams without an end': '/ObjStm stream\n',
      'packed streams without an end': '/ObjStm/FlateDecode stream\n',
      'streams of nothing': `/ObjStm/FlateDecode stream\n${empty}endstream`,
      'names in numbers': '#41',
    }
    for (const [what, piece] of Object.entries(beginnings))
      await expectCheap(what, () => activeContent(Buffer.from(tenMegabytes(piece))))
  })

  it('costs no time when its streams lie within each other and share what is behind them', async () => {
    const nested = inPdf(nestedStreams(200, 9_000_000))
    expect(await expectCheap('nested streams', () => activeContent(nested))).to.deep.equal(['hidden'])
    expect(activeContent(inPdf(nestedStreams(0, 1000)))).to.deep.equal([])
  })

  it('is warned of where its objects are packed in a way that is not looked into', () => {
    const otherwise = '<</Type/Obj#53tm/N 1/First 5/Filter/LZWDecode>>stream\nxyz\nendstream\n'
    expect(activeContent(inPdf(otherwise))).to.deep.equal(['hidden'])
  })
})

describe('A file that takes long to look at', () => {
  const slow = {
    'scan.pdf': inPdf('stream\n'.repeat(1_400_000)),
    'photo.jpg': Buffer.concat([
      jpeg().subarray(0, -2),
      Buffer.alloc(9_900_000, Buffer.of(0xff, 0)),
      jpeg().subarray(-2),
    ]),
  }
  for (const [originalname, buffer] of Object.entries(slow))
    it(`keeps nobody else waiting: ${originalname}`, async () => {
      const file = { buffer, originalname, size: buffer.length } as Express.Multer.File
      const before = performance.eventLoopUtilization()
      const { size } = (await examine({} as Config, file)) as Examined
      const { active } = performance.eventLoopUtilization(before)
      expect(size).to.equal(buffer.length)
      expect(active, 'milliseconds of the thread that answers everybody').to.be.lessThan(250)
    })
})

describe('The program that looks into a PDF', () => {
  let qpdf: string
  before(function () {
    qpdf = need(this, 'QPDF_PATH')
  })

  it('lets a whole one pass, and not one whose objects are gone', async () => {
    expect(await isWholePdf(qpdf, onePagePdf())).to.equal(true)
    expect(await isWholePdf(qpdf, Buffer.from('%PDF-1.4\nstartxref\n9\n%%EOF'))).to.equal(false)
  })

  it('keeps the file out when it cannot be run', async () => {
    const error = await isWholePdf('/usr/bin/no-such-program', onePagePdf()).then(String, (it) => it.status)
    expect(error).to.equal(503)
  })
})

onEachDatabase((portal) => {
  describe('a hostile upload', () => {
    async function scene() {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const person = await portal.given.employee(employer.id)
      const details = { documents: [{ purpose: 'birth-certificate' }] }
      const mutation = await portal.given.submitted(person, answers({}))
      const task = await portal.given.task(mutation, { details })
      return { employer, hr, mutation, path: `/e/${employer.id}/tasks/${task.id}/documents/0` }
    }

    it('is refused with a sentence, whatever it calls itself, and nothing of it is kept', async () => {
      const { hr, path, employer } = await scene()
      const html = Buffer.from('<html><script>alert(1)</script>')
      const files: Record<string, Buffer> = {
        'page.pdf': html,
        'page.html': html,
        'program.pdf': program(),
        'program.exe': program(),
        'drawing.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        'drawing.png': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        'late.pdf': Buffer.concat([html, onePagePdf()]),
        'half.pdf': Buffer.from('%PDF-1.7 <script>alert(1)</script>'),
        'sealed.pdf': encryptedPdf(),
        'flood.jpg': jpeg(65_500, 65_500),
        'flood.png': png(65_500, 65_500),
        'half.jpg': jpeg().subarray(0, 30),
        'archive.pdf': Buffer.from('504b0304', 'hex'),
        'empty.pdf': Buffer.alloc(0),
      }
      for (const [name, bytes] of Object.entries(files)) {
        const answer = await expectCheap(name, () => hr.upload(path, { name, bytes }))
        expect(answer.status, name).to.equal(422)
        expect(answer.$('.govuk-error-message').text(), name).to.match(/Datei|PDF|Bild/)
      }
      expect(await portal.db('documents').where({ employerId: employer.id })).to.deep.equal([])
    })

    it('that is a PDF and something else is handed out as a PDF, and as nothing else', async () => {
      const { hr, path, employer } = await scene()
      const both = Buffer.concat([
        onePagePdf(),
        Buffer.from('<script>alert(1)</script>\nstartxref\n0\n%%EOF'),
      ])
      expect((await hr.upload(path, { name: '../../a"\r\n\u202egpj.pdf', bytes: both })).status).to.equal(303)
      const { id, name } = await portal.db('documents').where({ employerId: employer.id }).first()
      expect(name).not.to.match(/[/\\"\r\n\u202e]/)
      const { headers } = await hr.download(`/e/${employer.id}/documents/${id}`)
      expect(headers['content-type']).to.equal('application/pdf')
      expect(headers['x-content-type-options']).to.equal('nosniff')
      expect(headers['content-security-policy']).to.contain("default-src 'none'")
    })

    it('with JavaScript is kept, never shown, and the office is warned of it', async () => {
      const { hr, path, employer, mutation } = await scene()
      expect(
        (await hr.upload(path, { name: 'form.pdf', bytes: inPdf('<</S/JavaScript/JS(x)>>') })).status,
      ).to.equal(303)
      const { id, activeContent: found } = await portal
        .db('documents')
        .where({ employerId: employer.id })
        .first()
      expect(found).to.equal('javascript')
      const { headers } = await hr.download(`/e/${employer.id}/documents/${id}`)
      expect(headers['content-disposition']).to.match(/^attachment/)
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const review = await portal.given.task(mutation, { side: 'fund' })
      const page = await desk.get(`/office/tasks/${review.id}?show=${id}`)
      expect(page.$('.viewer').text()).to.contain('aktive Inhalte (JavaScript)')
      expect(page.$('.viewer object')).to.have.length(0)
    })
  })
})
