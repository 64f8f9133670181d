import type { Knex } from 'knex'
import { firstBrokenEntry } from '../../../db/audit/note.js'
import { wouldBreak } from '../../../doctor/replay.js'
import type { Verdict } from '../check.js'
import { campaigns, children } from './office.js'
import type { Report } from './reports.js'
import type { Seen } from './temporal.js'

const procedures = { workflowsPath: new URL('../../../workflows/index.ts', import.meta.url).pathname }

/** Looks whether all that must hold does, once everything has come to its end. */
export async function verdictsOf(
  db: Knex,
  reports: Report[],
  { histories, failures }: Seen,
  toldTwice: string[],
  logs: string[],
): Promise<Verdict[]> {
  const rows = async (table: string, where: object) => (await db(table).where(where)).length
  const each = async (isWrong: (report: Report) => Promise<string | false>) => {
    const wrong: string[] = []
    for (const report of reports) {
      const said = await isWrong(report)
      if (said) wrong.push(`${report.kind} ${report.id}: ${said}`)
    }
    return wrong
  }
  const opened = await db('mutations').whereIn('campaignId', campaigns).select('id', 'subjectKey')
  const ids = opened.map(({ id }) => id)
  const tasks = await db('tasks').where({ step: 'certificate' }).whereIn('mutationId', ids)
  const asked: string[] = tasks.map(({ mutationId }) => mutationId)
  return [
    {
      what: 'each report was sent, decided and closed once',
      wrong: await each(async ({ id, kind }) => {
        const reviews = kind === 'new-employee' ? 0 : 1
        const deeds = [
          (await rows('audit', { object: id, action: 'mutation.submit' })) - 1,
          (await rows('audit', { object: `${id}/review/1`, action: 'task.complete' })) - reviews,
          (await rows('tasks', { mutationId: id, step: 'review' })) - reviews,
          (await rows('audit', { object: id, action: 'mutation.close' })) - 1,
        ]
        return deeds.some((it) => it !== 0) && `too many or too few: ${deeds.join(' ')}`
      }),
    },
    {
      what: 'each report has its messages and letters, each once',
      wrong: await each(async ({ id, messages }) => {
        const found = await rows('messages', { mutationId: id })
        const letters = await rows('documents', { mutationId: id, origin: 'office' })
        return (found !== messages || letters !== messages) && `${found} messages, ${letters} letters`
      }),
    },
    {
      what: 'each child of a campaign was asked for once',
      wrong: [
        ...twice(opened.map(({ subjectKey }) => subjectKey)),
        ...twice(asked),
        ...ids.filter((id) => !asked.includes(id)),
        ...(ids.length === campaigns.length * children ? [] : [`${ids.length} reports`]),
      ],
    },
    {
      what: 'everybody was told, and nobody twice',
      wrong: [...toldTwice, ...(await db('notices').where({ isHeld: 0 }).whereNull('sentAt').pluck('id'))],
    },
    { what: 'each promise is kept', wrong: (await db('outbox')).map((it) => it.workflowId) },
    {
      what: 'the audit chain is whole',
      wrong: [await firstBrokenEntry(db)].filter((it) => it !== null).map(String),
    },
    { what: 'no procedure failed, and no step of one', wrong: failures },
    { what: 'no portal and no worker wrote of an error', wrong: logs.flatMap(errorsIn) },
    {
      what: 'every procedure runs again from the top to where it is',
      wrong: await wouldBreak(procedures, histories),
    },
  ]
}

/** What a process wrote of level error or worse: portal and worker as JSON, Temporal's worker as text. */
const errorsIn = (log: string) =>
  log.split('\n').filter((line) => /"level":[56]0/.test(line) || line.includes('[ERROR]'))
const twice = (all: string[]) => all.filter((it, nth) => all.indexOf(it) !== nth)
