import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { expect } from 'chai'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { type Person, signedIn } from '../crash/person.js'
import { pause } from '../drill/chance.js'
import { openStack, type Stack } from '../stack.js'
import { dribbler, timesWhile } from './crowd.js'

const page = '/e/muster-bau'

describe('A portal that too many want something of', function () {
  this.timeout(120_000)
  let stack: Stack
  let hr: Person
  let slow: Promise<number | undefined>

  before(async () => {
    stack = await openStack()
    await stack.script('seed')
    await stack.startPortal()
    hr = await signedIn(stack.url, 'hr@muster-bau.example')
  })
  after(() => stack?.close())

  const ask = async () => (await hr.look(page)).status
  const megabytes = () => {
    const pages = readFileSync(`/proc/${stack.pid('portal')}/statm`, 'utf8').split(' ')[1]
    return (Number(pages) * 4096) / 1e6
  }

  it('cuts off 500 who send headers or forms in drops within twenty seconds, and answers others within one meanwhile', async () => {
    slow = slowForm(stack.url)
    const headers = 'GET /sign-in HTTP/1.1\r\nHost: x\r\n'
    const form = `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000\r\n\r\nemail=`
    const crowd = Array.from({ length: 500 }, (_, nth) =>
      nth % 2 ? dribbler(stack.url, headers, 'X-a: b\r\n') : dribbler(stack.url, form, 'a'),
    )
    const { statuses, p95 } = await timesWhile(pause(23_000), ask)
    const times = crowd.map((it) => it.endedAfter())
    for (const it of crowd) it.close()
    expect([...statuses]).to.deep.equal([200])
    expect(p95).to.be.lessThan(1000)
    expect(times.filter((seconds) => seconds === null || seconds > 22)).to.deep.equal([])
  })

  it('left alone who sent a whole form over a slow line meanwhile', async () => {
    expect(await slow).to.be.oneOf([403, 422])
  })

  it('keeps 2000 open connections that send nothing, and answers others as ever', async () => {
    const idle = Array.from({ length: 2000 }, () => dribbler(stack.url, 'GET ', ''))
    const { statuses, p95 } = await timesWhile(pause(8000), ask)
    for (const it of idle) it.close()
    expect([...statuses]).to.deep.equal([200])
    expect(p95).to.be.lessThan(1000)
  })

  it('answers 2000 requests at once with the page or with 503 and when to come again, and is then as ever', async () => {
    const cookie = hr.cookie()
    const agent = new Agent({ maxSockets: 2000 })
    const answers = await Promise.all(
      Array.from({ length: 2000 }, (_, nth) =>
        answerOf(`${stack.url}${page}/employees?q=${nth}`, cookie, agent),
      ),
    )
    agent.destroy()
    const count = (status: number) => answers.filter((it) => it.status === status).length
    expect(count(200) + count(503)).to.equal(2000)
    expect(count(200), 'pages').to.be.at.least(500)
    expect(count(503), 'asked to come again').to.be.greaterThan(0)
    expect(answers.filter((it) => it.status === 503 && it.retryAfter !== '10')).to.deep.equal([])
    const { statuses, p95 } = await timesWhile(pause(2000), ask)
    expect([...statuses]).to.deep.equal([200])
    expect(p95).to.be.lessThan(1000)
  })

  it('reads so many uploads at a time, in bounded memory, and asks the others to come again', async () => {
    const before = megabytes()
    const shown = await hr.open('/account')
    const form = new FormData()
    form.set('_csrf', shown('input[name=_csrf]').attr('value') ?? '')
    form.set('file', new Blob([Buffer.alloc(9_000_000, 'x')]), 'urkunde.pdf')
    const url = `${stack.url}${page}/tasks/${await documentTask(stack)}/documents/0`
    const { headers, body } = await sentAs(form)
    const upload = async () => (await answerOf(url, hr.cookie(), new Agent(), { headers, body })).status ?? 0
    const flood = Promise.all(Array.from({ length: 80 }, upload))
    const { statuses, p95 } = await timesWhile(flood, ask)
    const most = megabytes()
    const answered = await flood
    expect(answered.filter((status) => ![413, 422, 503].includes(status))).to.deep.equal([])
    expect(answered).to.include(422).and.to.include(503)
    expect([...statuses]).to.deep.equal([200])
    expect(p95).to.be.lessThan(3000)
    expect(most - before, 'MB more').to.be.lessThan(400)
  })
})

/** Sends a form of 40 kB in twenty seconds. Answers the status. */
function slowForm(url: string): Promise<number | undefined> {
  const body = `email=${'a'.repeat(40_000)}&password=x`
  return new Promise<number | undefined>((done, failed) => {
    const sending = request(`${url}/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length },
      agent: new Agent(),
    })
    sending.on('response', (it) => done(it.statusCode)).on('error', failed)
    const pieces = body.match(/.{1,2000}/gs) ?? []
    const dripping = setInterval(() => {
      const piece = pieces.shift()
      if (piece) return void sending.write(piece)
      clearInterval(dripping)
      sending.end()
    }, 1000)
  })
}

/** How a browser sends a form. */
async function sentAs(form: FormData) {
  const sent = new Request('http://x', { method: 'POST', body: form })
  const body = Buffer.from(await sent.arrayBuffer())
  return {
    body,
    headers: { 'Content-Type': sent.headers.get('content-type') ?? '', 'Content-Length': body.length },
  }
}

/** The answer also where it comes before everything is sent. */
function answerOf(url: string, cookie: string, agent: Agent, form?: { headers: object; body: Buffer }) {
  return new Promise<{ status?: number; retryAfter?: string }>((done) => {
    const init = { method: form ? 'POST' : 'GET', headers: { cookie, ...form?.headers }, agent }
    request(url, init, (answer) => {
      answer.resume()
      done({ status: answer.statusCode, retryAfter: answer.headers['retry-after'] })
    })
      .on('error', () => done({}))
      .end(form?.body)
  })
}

/** A task of the demo's employer that takes documents. */
async function documentTask(stack: Stack): Promise<string> {
  const db = openWithKeys(readConfig(stack.env))
  const task = await db('tasks')
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .where({ 'tasks.status': 'open', step: 'provide-documents', 'mutations.employerId': 'muster-bau' })
    .first('tasks.id')
  await db.destroy()
  return task.id
}
