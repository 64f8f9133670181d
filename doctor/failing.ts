import type { Instant } from '../domain/dates.js'
import { workflowNames } from '../workflows/names.js'
import type { Execution } from './execution.js'
import { days, type Finding, find, minutes } from './finding.js'
import { inTurns } from './in-turns.js'
import type { Running, TemporalView } from './temporal.js'

type View = Pick<TemporalView, 'found' | 'count' | 'execution'>

/** Whoever opens the page does not wait longer for this than so many milliseconds. */
const onPage = 5_000
/** Of the newest reports so many are looked at in any case. */
const newestFirst = 200
/** So often a step may fail before somebody is told: a server that restarts takes no longer. */
const attemptsAllowed = 4

const errands = ['campaign', 'declaration-call', 'mailing', 'post', 'webhook', 'digest', 'retention'] as const
/** What a workflow does, under `doctor:kind`: an errand of its own name, or the procedure of a report. */
const kindOf = (type: string): string => errands.find((it) => workflowNames[it] === type) ?? 'report'

/**
 * Workflows that run without getting on, because a step or the procedure itself fails again and again, whether or not anybody has a task
 * meanwhile; and those that were given up since yesterday. Temporal keeps no list of steps that fail: it is asked about each workflow,
 * for so many milliseconds, and how many were not looked at is said.
 */
export async function failing(temporal: View, now: Instant, patience = onPage): Promise<Finding[]> {
  const end = Date.now() + patience
  const ago = (ms: number) => `'${new Date(Date.parse(now) - ms).toISOString()}'`
  const running = `ExecutionStatus = 'Running' and StartTime < ${ago(minutes(1))}`
  const givenUp = `ExecutionStatus in ('Failed', 'TimedOut') and CloseTime > ${ago(days(1.1))}`
  const types = `(${errands.map((it) => `'${workflowNames[it]}'`).join(', ')})`
  const reports = `${running} and WorkflowType not in ${types}`
  const lists = [
    temporal.found(givenUp),
    temporal.found(`${running} and WorkflowType in ${types}`),
    first(newestFirst, temporal.found(reports)),
    // where time is short, others of the older ones each time
    temporal.found(`${reports} and StartTime < ${ago(Math.random() * days(730))}`),
    temporal.found(reports),
  ]
  const looked = new Set<string>()
  let isOver = false
  async function* each() {
    for (const list of lists)
      for await (const it of list) {
        if (looked.has(it.workflowId)) continue
        if (Date.now() >= end) isOver = true
        if (isOver) return
        looked.add(it.workflowId)
        yield it
      }
  }
  const troubles: Trouble[] = []
  await inTurns(each(), async (it) => {
    const trouble = troubleIn(it, await temporal.execution(it.workflowId))
    if (trouble) troubles.push(trouble)
  })
  const kinds = new Set(troubles.map(({ how, kind }) => `${how} ${kind}`))
  const found = [...kinds]
    .sort()
    .map((same) => findingOf(troubles.filter(({ how, kind }) => same === `${how} ${kind}`)))
  if (!isOver) return found
  const count = (await temporal.count(`(${running}) or (${givenUp})`)) - looked.size
  return count > 0 ? [...found, find('watch', 'workflows', 'unlooked', { values: { count } })] : found
}

async function* first<T>(most: number, all: AsyncIterable<T>) {
  let count = 0
  for await (const one of all) {
    yield one
    if (++count === most) return
  }
}

interface Trouble extends Pick<Running, 'workflowId'> {
  how: 'failing' | 'failed'
  kind: string
  why: string
}

function troubleIn(
  { workflowId, type }: Running,
  { standing, step, failures = 0 }: Execution,
): Trouble | null {
  const kind = kindOf(type)
  if (standing === 'stopped') return { workflowId, how: 'failed', kind, why: type }
  if (step && step.attempts >= attemptsAllowed)
    return {
      workflowId,
      how: 'failing',
      kind,
      why: `${step.name}, ${step.attempts} ×: ${step.reason ?? '–'}`,
    }
  // the first repetition is Temporal's own, after an answer that was lost
  return failures > 1 ? { workflowId, how: 'failing', kind, why: `${type}, ${failures} ×` } : null
}

function findingOf(same: Trouble[]): Finding {
  const [{ how, kind }] = same as [Trouble]
  const named = same.toSorted((a, b) => a.workflowId.localeCompare(b.workflowId)).slice(0, 20)
  return find('bad', 'workflows', how, {
    values: { kind, count: same.length },
    names: named.map(({ workflowId, why }) => `${workflowId}: ${why}`),
    ...(kind === 'report' && { reports: named.map(({ workflowId }) => workflowId) }),
  })
}
