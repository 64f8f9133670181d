import { AsyncResource } from 'node:async_hooks'
import type { Knex } from 'knex'

type Work = (trx: Knex.Transaction) => Promise<unknown>

interface Waiting {
  work: Work
  done: (answer: unknown) => void
  failed: (reason: unknown) => void
}

const atMost = 25

/**
 * Lets one transaction of this process begin after the other. SQLite has one writer anyway, and whoever waits for it
 * inside SQLite sleeps in steps of up to 100 ms while holding a connection and a thread; whoever waits here holds nothing.
 *
 * Those that have waited together are committed together: the disk is waited for once. Each stays all or nothing, for it
 * has a savepoint of its own, and nobody is answered before the commit. See docs/decisions/008-committed-together.md.
 */
export function takeTurns(db: Knex): Knex {
  const begin = db.transaction.bind(db) as (work?: unknown, config?: unknown) => Promise<unknown>
  const waiting: Waiting[] = []
  let running = false

  async function run(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const group = waiting.splice(0, atMost)
      const [only] = group
      if (group.length === 1 && only) await begin(only.work).then(only.done, only.failed)
      else await together(group)
    }
    running = false
  }

  async function together(group: Waiting[]): Promise<void> {
    const answers: (() => void)[] = []
    const each = async (trx: Knex.Transaction) => {
      for (const { work, done, failed } of group)
        answers.push(
          await trx.transaction(work).then(
            (answer) => () => done(answer),
            (reason) => () => failed(reason),
          ),
        )
    }
    try {
      await begin(each)
      for (const answer of answers) answer()
    } catch (reason) {
      for (const { failed } of group) failed(reason)
    }
  }

  const inTurn = (work?: unknown, config?: unknown) => {
    if (typeof work !== 'function') return begin(work, config)
    return new Promise((done, failed) => {
      // done later, and on behalf of whoever waits here: what it promises belongs to that request's trace
      waiting.push({ work: AsyncResource.bind(work as Work), done, failed })
      if (!running) run()
    })
  }
  return Object.defineProperty(db, 'transaction', { value: inTurn })
}
