import { isPostgres, openDatabase } from '../../db/knex.js'
import type { Part, Stack } from '../stack.js'
import { between, type Chance, oneOf, pause } from './chance.js'

const parts: Part[] = ['portal', 'portal-2', 'worker', 'worker-2', 'temporal']

/**
 * Does something bad every two seconds or so until a moment: kills, ends or stops one of the processes, or takes the database away. What died is started
 * again after a while. `ownsPostgres`: the database server is of this machine and of this drill, and may die too. Answers how often each was done, once everything is whole again.
 */
export async function faultsUntil(
  end: number,
  stack: Stack,
  chance: Chance,
  ownsPostgres = false,
): Promise<Record<string, number>> {
  const done: Record<string, number> = {}
  const under = new Map<string, Promise<void>>()
  while (Date.now() < end) {
    await pause(between(chance, 500, 3500))
    const target = oneOf(chance, {
      portal: 18,
      'portal-2': 17,
      worker: 18,
      'worker-2': 17,
      temporal: 15,
      database: 15,
    })
    const away = ownsPostgres && chance() < 0.5 ? 'killed' : 'away'
    const how = target === 'database' ? away : oneOf(chance, { killed: 60, stopped: 25, ended: 15 })
    const span = between(chance, 0, 1)
    if (under.has(target)) continue
    const name = `${target.replace('-2', '')} ${how}`
    done[name] = (done[name] ?? 0) + 1
    const fault =
      target === 'database' ? withoutDatabase(stack, 1000 + span * 8000, how) : harm(stack, target, how, span)
    under.set(
      target,
      fault.finally(() => under.delete(target)),
    )
  }
  await Promise.all(under.values())
  for (const part of parts) if (stack.hasDied(part)) await stack.start(part)
  return done
}

async function harm(stack: Stack, part: Part, how: string, span: number): Promise<void> {
  if (how === 'stopped') {
    stack.signal(part, 'SIGSTOP')
    await pause(3000 + span * 12_000)
    stack.signal(part, 'SIGCONT')
    return
  }
  await stack.stop(part, how === 'ended' ? 'SIGTERM' : 'SIGKILL')
  await pause(span * 2000)
  await stack.start(part).catch(() => stack.start(part)) // its port may have to wait for the one before
}

/** SQLite is locked for a while; PostgreSQL loses every connection, or one of its processes, whereupon it ends all others and recovers. */
async function withoutDatabase(stack: Stack, ms: number, how: string): Promise<void> {
  const db = openDatabase(stack.databaseUrl)
  try {
    if (how === 'killed') {
      const { rows } = await db.raw('select pg_backend_pid() as pid')
      process.kill(rows[0].pid, 'SIGKILL')
      return
    }
    if (isPostgres(db)) {
      await db.raw(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      return
    }
    const held = await db.transaction().catch(() => null)
    await pause(ms)
    await held?.rollback()
  } catch {
    // it is away already
  } finally {
    await db.destroy()
  }
}
