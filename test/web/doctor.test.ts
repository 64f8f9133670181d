import { expect } from 'chai'
import { executionIn } from '../../doctor/execution.js'
import { failing } from '../../doctor/failing.js'
import type { Finding } from '../../doctor/finding.js'
import { wordsOf } from '../../doctor/words.js'
import { translator } from '../../locales/i18n.js'
import { errorsOn } from './family-allowance-typed.js'
import { usePortal } from './portal.js'
import type { Visitor } from './visitor.js'

const path = '/office/doctor/reports'
// nothing listens there: Temporal is away
const away = { TEMPORAL_ADDRESS: '127.0.0.1:9' }

describe('the procedure of a report, for the operator', () => {
  const portal = usePortal({ env: { ...away, TEMPORAL_UI_URL: 'https://temporal.office.example/' } })
  let operator: Visitor
  let report: { id: string; reference: string }

  before(async () => {
    const { id } = await portal.given.employer()
    const person = await portal.given.employee(id, { lastName: 'Unverkennbar' })
    report = await portal.given.submitted(person)
    operator = await portal.signIn(await portal.given.user({ role: 'system-administrator' }))
  })

  it('is found by its reference, however it is written, and by nothing else', async () => {
    const found = await operator.get(`${path}?reference=%20${report.reference.toLowerCase()}`)
    expect(found.headers.location).equal(`${path}/${report.id}`)
    const none = await operator.get(`${path}?reference=FZ-0000-0000`)
    expect(none.status).equal(422)
    expect(errorsOn(none)).deep.equal([
      'Zu dieser Referenz gibt es keine eingereichte Meldung. Prüfen Sie die Schreibweise.',
    ])
    expect(none.$('#reference').val()).equal('FZ-0000-0000')
  })

  it('links to its workflow in Temporal, says that Temporal is away, and nothing of whom it is about', async () => {
    const page = await operator.get(`${path}/${report.id}`)
    expect(page.status).equal(200)
    expect(page.$('.page-head a').attr('href')).equal(
      `https://temporal.office.example/namespaces/default/workflows/${report.id}`,
    )
    expect(page.words).contain('Temporal antwortet nicht. Verloren geht nichts.')
    expect(page.words).contain(report.reference).and.not.contain('Unverkennbar')
  })

  it('is for operators, and a draft of an employer is none of their business', async () => {
    const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    expect((await desk.get(`${path}/${report.id}`)).status).equal(403)
    const { employerId, employeeId } = await portal.db('mutations').where({ id: report.id }).first()
    const draft = await portal.given.draft({ id: employeeId, employerId })
    expect((await operator.get(`${path}/${draft.id}`)).status).equal(404)
  })
})

describe('the procedure of a report without an address of Temporal’s pages', () => {
  const portal = usePortal({ env: away })

  it('has no link', async () => {
    const { id } = await portal.given.employer()
    const report = await portal.given.submitted(await portal.given.employee(id))
    const operator = await portal.signIn(await portal.given.user({ role: 'system-administrator' }))
    expect((await operator.get(`${path}/${report.id}`)).$('.page-head .buttons a')).lengthOf(0)
  })
})

describe('what Temporal says of a workflow', () => {
  const described = (raw: object, name = 'RUNNING') =>
    executionIn({
      status: { name },
      startTime: new Date('2026-11-23T08:00:00Z'),
      raw,
    } as unknown as Parameters<typeof executionIn>[0])

  it('is told in few words: it works, waits, tries again, fails, was stopped or has ended', () => {
    expect(described({}).standing).equal('waiting')
    expect(described({ pendingActivities: [{ attempt: 1 }] }).standing).equal('working')
    expect(described({ pendingWorkflowTask: { attempt: 1 } }).standing).equal('working')
    expect(described({ pendingWorkflowTask: { attempt: 4 } })).include({ standing: 'failing', failures: 3 })
    expect(described({}, 'TERMINATED').standing).equal('stopped')
    expect(described({}, 'COMPLETED').standing).equal('ended')
    const activity = {
      attempt: 3,
      activityType: { name: 'mailNotices' },
      lastFailure: { message: 'connect ECONNREFUSED' },
      scheduledTime: { seconds: 1_795_420_800 },
    }
    expect(described({ pendingActivities: [activity] })).deep.include({
      standing: 'retrying',
      step: {
        name: 'mailNotices',
        attempts: 2,
        reason: 'connect ECONNREFUSED',
        nextAt: '2026-11-23T08:00:00.000Z',
      },
    })
  })
})

describe('workflows that fail again and again', () => {
  const now = '2026-11-23T09:00:00.000Z'
  const waits = { standing: 'waiting', startedAt: now, endedAt: null } as const
  const fails = { ...waits, standing: 'retrying', step: { name: 'mailNotices', attempts: 9, reason: null, nextAt: null } } as const // biome-ignore format: one line
  /** A Temporal in which thousands of reports wait, and every five hundredth fails. */
  const temporal = (count: number) => ({
    async *found(query: string) {
      if (query.includes('WorkflowType not in'))
        for (let n = 0; n < count; n++) yield { workflowId: String(n), type: 'familyAllowance', begunAt: now }
    },
    count: async () => count,
    execution: async (workflowId: string) => (Number(workflowId) % 500 === 499 ? fails : waits),
  })

  it('are all found among thousands', async () => {
    const found = await failing(temporal(3_000), now)
    expect(found.map(({ says, values }) => [says, values])).deep.equal([
      ['workflows-failing', { kind: 'report', count: 6 }],
    ])
    expect(found[0]?.reports).deep.equal(['1499', '1999', '2499', '2999', '499', '999'])
  })

  it('are looked for as long as a page can wait; how many were not looked at is said', async () => {
    const [found, ...others] = await failing(temporal(3_000), now, 0)
    expect([found?.state, found?.says, found?.values]).deep.equal([
      'watch',
      'workflows-unlooked',
      { count: 3_000 },
    ])
    expect(others).deep.equal([])
    const { text, todo } = wordsOf(found as Finding, translator('de'), String)
    expect(text).contain('3000 Abläufe hat diese Seite nicht angesehen')
    expect(todo).contain('npm run doctor')
  })
})
