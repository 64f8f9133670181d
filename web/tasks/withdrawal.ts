import { type Request, type Response, Router } from 'express'
import { recall } from '../../db/mutations.js'
import { withdrawalAsked } from '../../db/withdrawals.js'
import type { Deps } from '../deps.js'
import type { Journey } from '../mutations/journey.js'
import { journeys } from '../mutations/journeys.js'
import { freeReference } from '../mutations/reference.js'
import { flash, redirect, respond } from '../respond.js'
import { listIn, pageBelow } from './address.js'
import { claimOf } from './claim.js'
import { listBehind } from './desk-filter.js'
import type { Scene } from './form.js'

/** What an employer has asked for, and where whoever has the task agrees to it. */
export async function withdrawalOf(scene: Scene) {
  const { deps, task, mutation, fmt, today, address } = scene
  const asked = mutation.status === 'submitted' ? await withdrawalAsked(deps.db, mutation.id) : null
  if (!asked || task.status !== 'open') return null
  const isMine = claimOf(scene) === 'mine'
  return {
    reason: asked.reason,
    askedBy: asked.askedBy,
    when: fmt.since(asked.askedAt, today),
    agree: isMine && task.step !== 'extension' ? pageBelow(address, 'withdrawal') : null,
  }
}

/** The office takes a report back that it has claimed, where the employer has asked: a question, and then the same as a recall. */
export function withdrawal(deps: Deps, sceneOf: (req: Request) => Promise<Scene>): Router {
  const router = Router()
  const path = '/tasks/:mutation/:step/:n/withdrawal'

  router.get(path, async (req, res) => {
    const scene = await sceneOf(req)
    const asked = await withdrawalOf(scene)
    if (!asked?.agree) return redirect(req, res, scene.address)
    const { reference } = scene.mutation
    respond(req, res, 'tasks/withdrawal', {
      title: scene.t('tasks:withdrawal.question'),
      ...{ asked, reference, back: scene.address, listQuery: listIn(req) },
    })
  })

  router.post(path, async (req, res) => {
    const scene = await sceneOf(req)
    const { mutation, by, t } = scene
    const asked = await withdrawalOf(scene)
    if (!asked?.agree) return redirect(req, res, scene.address)
    const journey = journeys[mutation.kind] as Journey
    const next = await recall(deps.db, mutation, await freeReference(deps.db, mutation.kind), by, {
      askedBy: asked.askedBy,
      also: async (trx, draft) => journey.recalled?.(trx, deps, mutation, draft),
    })
    await told(req, res, scene, next ? t('tasks:withdrawal.done', { reference: mutation.reference }) : null)
  })

  async function told(req: Request, res: Response, { address, t }: Scene, done: string | null) {
    flash(req, done ?? t('tasks:withdrawal.late'))
    if (done) deps.courier.wake()
    redirect(req, res, done ? listBehind(req) : address)
  }
  return router
}
