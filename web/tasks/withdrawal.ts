import { type Request, Router } from 'express'
import { withdrawalAsked } from '../../db/reports/withdrawals.js'
import type { Deps } from '../deps.js'
import { takeBack } from '../mutations/take-back.js'
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
    const isBack = (await takeBack(deps, mutation, by, asked.askedBy)) !== null
    flash(
      req,
      isBack ? t('tasks:withdrawal.done', { reference: mutation.reference }) : t('tasks:withdrawal.late'),
    )
    redirect(req, res, isBack ? listBehind(req) : scene.address)
  })
  return router
}
