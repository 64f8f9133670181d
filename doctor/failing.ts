import type { Instant } from '../domain/dates.js'
import { workflowNames } from '../workflows/names.js'
import type { Execution } from './execution.js'
import { days, type Finding, find, minutes } from './finding.js'
import { inTurns } from './in-turns.js'
import type { Running, TemporalView } from './temporal.js'

type View = Pick<TemporalView, 'found' | 'execution'>

/** Of each list so many at most; Temporal is asked about each of them. */
const most = 200
/** Whoever waits for the page does not wait longer for this than so many milliseconds. */
const patience = 20_000
/** So often a step may fail before somebody is told: a server that restarts takes no longer. */
const attemptsAllowed = 4

const errands = ['campaign', 'declaration-call', 'mailing', 'post', 'webhook', 'digest', 'retention'] as const
/** What a workflow does, under `doctor:kind`: an errand of its own name, or the procedure of a report. */
const kindOf = (type: string): string => errands.find((it) => workflowNames[it] === type) ?? 'report'

/**
 * Workflows that run without getting on, because a step or the procedure itself fails again and again, whether or not anybody has a task
 * meanwhile; and those that were given up since yesterday. All errands are looked at, of reports the newest and, each time, some of the older ones.
 */
export async function failing(temporal: View, now: Instant): Promise<Finding[]> {
  const end = Date.now() + patience
  const ago = (ms: number) => `'${new Date(Date.parse(now) - ms).toISOString()}'`
  const types = errands.map((it) => `'${workflowNames[it]}'`).join(', ')
  const running = `ExecutionStatus = 'Running' and StartTime <`
  const lists = await Promise.all([
    temporal.found(`${running} ${ago(minutes(1))} and WorkflowType in (${types})`, most),
    temporal.found(`${running} ${ago(minutes(1))} and WorkflowType not in (${types})`, most),
    temporal.found(`${running} ${ago(Math.random() * days(730))} and WorkflowType not in (${types})`, most),
    temporal.found(`ExecutionStatus in ('Failed', 'TimedOut') and CloseTime > ${ago(days(1.1))}`, most),
  ])
  const seen = new Map(lists.flat().map((it) => [it.workflowId, it]))
  const troubles: Trouble[] = []
  await inTurns([...seen.values()], async (it) => {
    if (Date.now() > end) return
    const trouble = troubleIn(it, await temporal.execution(it.workflowId))
    if (trouble) troubles.push(trouble)
  })
  const kinds = new Set(troubles.map(({ how, kind }) => `${how} ${kind}`))
  return [...kinds]
    .sort()
    .map((same) => findingOf(troubles.filter(({ how, kind }) => same === `${how} ${kind}`)))
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
