import { createHash } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import type { Knex } from 'knex'
import { generateSync } from 'otplib'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { demoSecret } from '../../demo/accounts.js'
import { compare } from '../../doctor/reconcile.js'
import { type Recorded, wouldBreak } from '../../doctor/replay.js'
import { lookAtTemporal } from '../../doctor/temporal.js'
import { signedIn } from '../crash/person.js'
import type { Stack } from '../stack.js'
import type { Diary } from './people.js'

/** One of the things that must hold after any row of faults; `wrong` lists what does not. */
export interface Verdict {
  what: string
  wrong: string[]
}

/** Looks whether all that must hold does, once everything is whole again and nothing moves any more. */
export async function verdicts(db: Knex, stack: Stack, diary: Diary): Promise<Verdict[]> {
  const sent: { id: string; status: string; outcome: string }[] = await db('mutations')
    .where({ employerId: 'muster-bau', kind: 'family-allowance' })
    .whereIn('id', [...diary.sent])
    .select('id', 'status', 'outcome')
  const each = async (ids: Iterable<string>, isWrong: (id: string) => Promise<string | false>) => {
    const found: string[] = []
    for (const id of ids) {
      const wrong = await isWrong(id)
      if (wrong) found.push(`${id}: ${wrong}`)
    }
    return found
  }
  const rows = async (table: string, where: object) => (await db(table).where(where)).length
  const granted = sent.filter(({ outcome }) => outcome === 'granted').map(({ id }) => id)
  const { differences, histories } = await inTemporal(db, stack)
  return [
    {
      what: 'each report whose sender was told so exists, sent once',
      wrong: await each(diary.acknowledged, async (id) => {
        const times = await rows('audit', { object: id, action: 'mutation.submit' })
        return (
          (times !== 1 || !sent.some((it) => it.id === id && it.status !== 'draft')) && `sent ${times} times`
        )
      }),
    },
    {
      what: 'nothing was sent that nobody sent',
      wrong: (
        await db('audit').where({ action: 'mutation.submit' }).where('at', '>', diary.begun).pluck('object')
      ).filter((id) => !diary.sent.has(id)),
    },
    {
      what: 'each decision somebody was told of stands, and is that person’s',
      wrong: await each(diary.decided.keys(), async (id) => {
        const task = await db('tasks').where({ id }).first()
        return (
          (task?.status !== 'done' || task.closedBy !== diary.decided.get(id)) &&
          `${task?.status} by ${task?.closedBy}`
        )
      }),
    },
    {
      what: 'each decided report is closed with one decision, one message, one letter and one allowance',
      wrong: await each(
        [...diary.decided.keys()].map((it) => it.split('/')[0] ?? ''),
        async (id) => {
          const counts = [
            granted.includes(id) ? 1 : 0,
            await rows('tasks', { mutationId: id, step: 'review', status: 'done' }),
            await rows('messages', { mutationId: id }),
            await rows('documents', { mutationId: id, origin: 'office' }),
            await rows('entitlements', { mutationId: id }),
          ]
          return counts.some((it) => it !== 1) && counts.join(' ')
        },
      ),
    },
    {
      what: 'the workflows that run are the reports under way, and none is unknown',
      wrong: Object.values(differences)
        .flat()
        .map((it) => (typeof it === 'string' ? it : it.workflowId)),
    },
    {
      what: 'each closed task has one person or the clock behind it, each promise is kept',
      wrong: [
        ...(await db('tasks').where({ status: 'done' }).whereNull('closedBy').pluck('id')),
        ...(await db('outbox')).map(({ workflowId }) => workflowId),
      ],
    },
    {
      what: 'everybody was told, of each thing once',
      wrong: await db('notices')
        .where({ isHeld: 0 })
        .whereNull('sentAt')
        .whereIn('mutationId', [...diary.sent])
        .pluck('id'),
    },
    {
      what: 'the audit chain is whole',
      wrong: [await firstBrokenEntry(db)].filter((it) => it !== null).map((it) => JSON.stringify(it)),
    },
    {
      what: 'each letter is the one that was sealed',
      wrong: await each(granted, async (id) => {
        const letter = await documentById(db, `${id}/decision`)
        if (!letter) return 'no letter'
        const hash = createHash('sha256')
          .update(await bytesOf(db, letter))
          .digest('hex')
        return hash !== letter.sha256 && 'another hash'
      }),
    },
    { what: 'a code that was used opens nothing again', wrong: await usedCode(stack) },
    { what: 'nobody saw a stack or another employer', wrong: diary.seen },
    {
      what: 'every procedure runs again from the top to where it is',
      wrong: await wouldBreak(procedures, histories),
    },
  ]
}

const procedures = { workflowsPath: new URL('../../workflows/index.ts', import.meta.url).pathname }

async function inTemporal(db: Knex, stack: Stack) {
  const temporal = { address: stack.env.TEMPORAL_ADDRESS, namespace: 'default', taskQueue: 'portal' }
  const view = await lookAtTemporal(temporal)
  const differences = await compare(db, view, new Date(Date.now() + 120_000).toISOString())
  await view.close()
  const connection = await Connection.connect({ address: temporal.address })
  const client = new Client({ connection })
  const histories: Recorded[] = []
  for await (const { workflowId } of client.workflow.list({ query: "WorkflowType = 'familyAllowance'" }))
    histories.push({ workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() })
  await connection.close()
  return { differences, histories }
}

async function usedCode(stack: Stack): Promise<string[]> {
  const email = 'leitung@kasse.example'
  const code = generateSync({ secret: demoSecret })
  await signedIn(stack.url, email, code)
  const again = await signedIn(stack.secondUrl, email, code).catch(() => null)
  return again ? [email] : []
}
