import type { Request, RequestHandler } from 'express'
import { usersOf } from '../../db/access/employer-users.js'
import { delegateTask } from '../../db/tasks/claims.js'
import { topicOf } from '../../domain/topics.js'
import { depsOf } from '../deps.js'
import { notFound } from '../errors.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import { pageBelow } from './address.js'
import { employerListBehind } from './employer-filter.js'
import type { Scene } from './form.js'

/** Hands an open task to a colleague who has its topic, or back to all; the colleague is mailed that there is a task. */
export function delegation(sceneOf: (req: Request) => Promise<Scene>) {
  const colleagues = async (req: Request, { mutation }: Scene) => {
    const users = await usersOf(depsOf(req).db, employerOf(req).id)
    const topic = topicOf[mutation.kind]
    return users.filter((it) => it.endedAt === null && it.topics.includes(topic))
  }

  const show: RequestHandler = async (req, res) => {
    const scene = await sceneOf(req)
    if (scene.task.status !== 'open') return redirect(req, res, scene.address)
    respond(req, res, 'tasks/delegate', {
      title: scene.t('delegate:title'),
      back: scene.address,
      action: pageBelow(scene.address, 'delegate'),
      what: scene.t(`tasks:step.${scene.task.step}`),
      people: (await colleagues(req, scene)).map(({ id, name, kind }) => ({
        value: id,
        label: name,
        ...(kind === 'agent' && { hint: scene.t('delegate:agent') }),
      })),
      values: { to: scene.task.claimedBy ?? 'all' },
    })
  }

  const give: RequestHandler = async (req, res) => {
    const scene = await sceneOf(req)
    const to = String(req.body.to ?? '')
    const chosen = (await colleagues(req, scene)).find(({ id }) => id === to)
    if (!chosen && to !== 'all') throw notFound()
    const { db, courier } = depsOf(req)
    const task = { id: scene.task.id, employerId: employerOf(req).id }
    if (!(await delegateTask(db, task, chosen?.id ?? null, byOf(req))))
      return redirect(req, res, scene.address)
    courier.wake()
    flash(req, chosen ? scene.t('delegate:done', { name: chosen.name }) : scene.t('delegate:back'))
    redirect(req, res, employerListBehind(req))
  }
  return { show, give }
}
