import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { hasVirus } from '../../web/documents/virus-scan.js'
import { onePagePdf } from './files.js'
import { onEachDatabase } from './portal.js'

/** The test file of the industry, put together here so that no scanner objects to this one. */
const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
)
const socket = join(tmpdir(), `clamd-${process.pid}.sock`)

/** Speaks clamd's INSTREAM: reads pieces with their size before them until one of size nothing, and answers. */
function standIn(answer?: string): Server {
  return createServer((connection) => {
    let heard = Buffer.alloc(0)
    connection.on('data', (piece) => {
      heard = Buffer.concat([heard, piece])
      const bytes = contentIn(heard)
      if (!bytes) return
      const verdict = bytes.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'
      connection.end(`${answer ?? verdict}\0`)
    })
  })
}

function contentIn(heard: Buffer): Buffer | null {
  const pieces: Buffer[] = []
  for (let at = 'zINSTREAM\0'.length; at + 4 <= heard.length; ) {
    const size = heard.readUInt32BE(at)
    if (size === 0) return Buffer.concat(pieces)
    pieces.push(heard.subarray(at + 4, at + 4 + size))
    at += 4 + size
  }
  return null
}

async function listening(server: Server, work: () => Promise<unknown>): Promise<void> {
  await new Promise<void>((done) => server.listen(socket, done))
  await work().finally(() => new Promise((done) => server.close(done)))
}

const failure = (work: Promise<unknown>): Promise<{ status?: number }> =>
  work.then(
    () => ({}),
    (error) => error,
  )

describe('A scanner for viruses', () => {
  it('finds the test file, alone and at the end of a large one, and lets others pass', () =>
    listening(standIn(), async () => {
      expect(await hasVirus(socket, eicar)).to.equal(true)
      expect(await hasVirus(socket, Buffer.concat([Buffer.alloc(3_000_000), eicar]))).to.equal(true)
      expect(await hasVirus(socket, onePagePdf())).to.equal(false)
    }))

  it('that answers something else, or is not there, keeps the file out', async () => {
    await listening(standIn('INSTREAM size limit exceeded. ERROR'), async () =>
      expect(await failure(hasVirus(socket, eicar))).to.include({ status: 503 }),
    )
    expect(await failure(hasVirus(socket, eicar))).to.include({ status: 503 })
  })
})

describe('An upload with a virus', () => {
  onEachDatabase(
    (portal) => {
      async function send(bytes: Buffer) {
        const employer = await portal.given.employer()
        const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
        const person = await portal.given.employee(employer.id)
        const details = { wishes: [{ purpose: 'birth-certificate' }], documents: ['birth-certificate'] }
        const task = await portal.given.task(await portal.given.submitted(person), { details })
        const path = `/e/${employer.id}/tasks/${task.id}/documents/0`
        const answer = await hr.upload(path, { name: 'a.pdf', bytes })
        return { answer, stored: await portal.db('documents').where({ employerId: employer.id }) }
      }

      it('is refused with a sentence, and nothing of it is stored', () =>
        listening(standIn(), async () => {
          const { answer, stored } = await send(
            Buffer.concat([onePagePdf(), eicar, Buffer.from('\nstartxref\n%%EOF')]),
          )
          expect(answer.status).to.equal(422)
          expect(answer.words).to.contain('Virenschutz')
          expect(stored).to.deep.equal([])
        }))

      it('is refused among wages too, and nothing of it is kept; what is clean is read', async () => {
        const employer = await portal.given.employer()
        const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
        const begun = await hr.post(`/e/${employer.id}/mutations`, { kind: 'salary-declaration' })
        const url = String(begun.headers.location)
        await hr.post(`${url}/way`, { year: '2025', way: 'elm' })
        const sample = readFileSync(new URL('../elm/elm5-5persons.xml', import.meta.url))
        const send = async (bytes: Buffer) => {
          const answer = await hr.upload(`${url}/wages/file`, { name: 'wages.xml', bytes })
          const pieces = await portal.db('declarationParts').count({ n: '*' }).first()
          return {
            status: answer.status,
            pieces: Number(pieces?.n),
            said: (await hr.get(`${url}/wages`)).words,
          }
        }
        await listening(standIn(), async () => {
          const infected = await send(Buffer.concat([sample, Buffer.alloc(2_500_000, 32), eicar]))
          expect(infected.said).to.contain('Virenschutz')
          expect(infected.pieces).to.equal(0)
          expect((await send(sample)).pieces).to.be.greaterThan(0)
        })
        const before = await portal.db('declarationParts').count({ n: '*' }).first()
        expect((await send(sample)).status, 'while nobody looks').to.equal(503)
        expect(await portal.db('declarationParts').count({ n: '*' }).first()).to.deep.equal(before)
      })

      it('and one that nobody could look at is not taken either', async () => {
        const { answer, stored } = await send(onePagePdf())
        expect(answer.status).to.equal(503)
        expect(stored).to.deep.equal([])
      })
    },
    { CLAMD_SOCKET: socket },
  )
})
