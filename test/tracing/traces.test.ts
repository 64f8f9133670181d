import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { userId } from '../../demo/accounts.js'
import { wouldBreak } from '../../doctor/replay.js'
import { workflowCode } from '../../workflow-code.js'
import { answerForPapers, approveReview, checkPage, draftCase } from '../crash/cases.js'
import { type Person, signedIn } from '../crash/person.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import { freePort, openStack, type Stack } from '../stack.js'
import { attribute, openCollector, type Span } from './collector.js'

const hrId = userId('hr@muster-bau.example')
/** What must stand in no log, no figure, no trace and nothing that Temporal keeps. */
const planted = {
  firstName: 'Zvonimirka',
  lastName: 'Quastenflosser',
  street: 'Wacholderxweg',
  ahvNumber: '756.9217.0769.85',
}

describe('The way of a report through the processes', function () {
  this.timeout(180_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person
  const ports = { portal: 0, worker: 0 }

  /** Portal and worker of a demo office, whose figures can be read and who tell which modules they have loaded. */
  async function open(settings: Record<string, string>) {
    const { NODE_OPTIONS: before = '' } = process.env
    const preload = { NODE_OPTIONS: `${before} --require ./test/tracing/loaded.cjs`.trim() }
    stack = await openStack({ LOG_LEVEL: 'debug', ...settings })
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    db = openWithKeys(readConfig(stack.env))
    Object.assign(stack.env, preload, { LOADED: join(stack.dir, 'loaded') })
    for (const part of ['portal', 'worker'] as const) {
      ports[part] = await freePort()
      Object.assign(stack.env, { METRICS_PORT: String(ports[part]) })
      await stack.start(part)
    }
    hr = await signedIn(stack.url, 'hr@muster-bau.example')
    desk = await signedIn(stack.url, 'desk@kasse.example')
  }
  before(function () {
    need(this, 'TEMPORAL_BINARY')
  })
  afterEach(async () => {
    await db?.destroy()
    await stack?.close()
  })

  /** A family allowance about somebody with names that nothing else has, from sending to its letter. */
  async function sent() {
    const id = await draftCase(db, hrId)
    const { employeeId } = await db('mutations').where({ id }).first('employeeId')
    await db('employees')
      .where({ id: employeeId })
      .update({ ...planted, search: 'quastenflosser zvonimirka' })
    await hr.look(`/e/muster-bau/employees?q=${planted.lastName}`)
    await hr.look(`/e/muster-bau/${planted.lastName.toLowerCase()}`)
    const answer = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
    expect(answer?.status, 'sent').to.equal(303)
    await eventually('papers', () => answerForPapers(db, id, hrId))
    await stack.script('nudge', id)
    // a step fails with a message that holds the whole statement
    await db.schema.alterTable('children', (children) => children.renameColumn('relation', 'relation_gone'))
    await approveReview(db, desk, id)
    await eventually('a step has failed', async () => /no column named/.test(stack.log('worker')))
    await db.schema.alterTable('children', (children) => children.renameColumn('relation_gone', 'relation'))
    await eventually('the end', () => db('mutations').where({ id, status: 'closed' }).first())
    await eventually('nothing is on its way', async () => (await db('outbox')).length === 0)
    return id
  }
  async function historyOf(workflowId: string) {
    const { address } = readConfig(stack.env).temporal
    const connection = await Connection.connect({ address })
    const history = await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory()
    await connection.close()
    return { workflowId, history }
  }
  const figures = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const end = () => Promise.all([stack.stop('portal', 'SIGTERM'), stack.stop('worker', 'SIGTERM')])
  const loaded = () =>
    readFileSync(join(stack.dir, 'loaded'), 'utf8')
      .split('\n')
      .filter((file) => file && !file.includes('@opentelemetry/api/')) // prom-client brings it along

  it('is one trace from the request over the courier and the procedure to its steps, and nobody is named: not in traces, logs, figures or the store of Temporal', async () => {
    const collector = await openCollector()
    try {
      await open({ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` })
      const id = await sent()
      const histories = await Promise.all([id, `post-${id}`].map(historyOf))
      const told = { figures: await figures(ports.portal), more: await figures(ports.worker) }
      await end()
      for (const traced of [true, false])
        expect(await wouldBreak({ workflowBundle: await workflowCode({ traced }) }, histories)).to.deep.equal(
          [],
        )
      const spans = collector.spans()
      const start = spans.find((it) => it.name === 'RunWorkflow:familyAllowance') as Span
      const trace = spans.filter(({ traceId }) => traceId === start.traceId)
      const shown = trace.map(({ service, name }) => `${service} ${name}`)
      expect(shown).to.include.members([
        'ausgleich-portal POST /e/:employer/mutations/:id/check-answers',
        'ausgleich-portal courier family-allowance',
        'ausgleich-portal SignalWithStartWorkflow:familyAllowance',
        'ausgleich-worker RunWorkflow:familyAllowance',
      ])
      const step = trace.find(({ name }) => name.startsWith('RunActivity:')) as Span
      expect(namesUp(step, trace).at(-1)).to.equal('POST /e/:employer/mutations/:id/check-answers')
      expect(attribute(step, 'temporalWorkflowId')).to.equal(id)
      const post = spans.find(({ name }) => name === 'RunWorkflow:post') as Span
      expect(namesUp(post, spans).at(-1), 'the mail belongs to what it was promised in').to.match(/^POST /)

      const lines = stack
        .log('portal')
        .split('\n')
        .filter((line) => line.startsWith('{'))
      const about = lines.map((line) => JSON.parse(line)).filter((line) => line.mutationId === id)
      const sending = about.find(({ path, method }) => method === 'POST' && path.endsWith('/check-answers'))
      const request = trace.find(({ name }) => name.startsWith('POST ')) as Span
      expect(attribute(request, 'portal.request_id'), 'log and trace are joined').to.equal(sending.requestId)
      expect(about.map(({ msg }) => msg)).to.include('promise kept')
      expect(stack.log('worker'), 'the step that failed').to.include(`workflowId: '${id}'`)
      const store = ['', '-wal'].map((it) => `${stack.temporalStore}${it}`).filter(existsSync)
      const kept = {
        ...told,
        traces: collector.bytes(),
        logs: stack.log('portal') + stack.log('worker'),
        store: store.map((file) => readFileSync(file, 'latin1')).join(''),
      }
      expect(kept.logs).to.include('(a statement)')
      for (const where of ['traces', 'store'] as const) expect(kept[where].includes(id), where).to.equal(true)
      const lower = Object.values(planted).flatMap((it) => [it, it.toLowerCase(), it.replaceAll('.', '')])
      for (const [where, bytes] of Object.entries(kept))
        for (const secret of [...lower, 'hr@muster-bau.example', 'Zbinden', 'Emma', 'gibt es nicht'])
          expect(bytes.includes(secret), `${secret} in ${where}`).to.equal(false)
    } finally {
      await collector.close()
    }
  })

  it('is traced by nothing where no collector is set: no module of it is loaded', async () => {
    await open({})
    await sent()
    expect(await db('outbox').whereNotNull('traceparent')).to.deep.equal([])
    await end()
    expect(loaded()).to.deep.equal([])
  })

  it('goes on as ever where the collector does not answer', async () => {
    const port = await freePort()
    await open({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` })
    await sent()
    await end()
    expect(loaded()).to.not.deep.equal([])
    expect([stack.exitCode('portal'), stack.exitCode('worker')]).to.deep.equal([0, 0])
    expect(stack.log('portal')).to.include('traces were not sent')
  })
})

/** A span's name, and those of all above it. */
function namesUp(span: Span, all: Span[]): string[] {
  const parent = all.find(({ spanId }) => spanId === span.parentSpanId)
  return [span.name, ...(parent ? namesUp(parent, all) : [])]
}
