import { type Request, type Response, Router } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { handInPart, saveByLink } from '../../db/people/part-links.js'
import type { Draft } from '../../db/reports/mutations.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { errorsOf } from '../mutations/faults.js'
import { type Fault, typedIn } from '../mutations/fields.js'
import { isAnswered, type Step } from '../mutations/journey.js'
import { flash, redirect, respond } from '../respond.js'
import { countAddress } from '../sign-in/limits.js'
import { byLink, type PartScene, partScene } from './scene.js'

/** A person's part of a draft, filled in by a link and without an account: only this part is shown, and nothing else. */
export function partPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:token', async (req, res) => {
    const scene = await openScene(req, res)
    if (!scene) return
    const { id: object, employerId } = scene.mutation
    await noteRead(deps.db, byLink(req), { action: 'part-link.open', object, employerId })
    const { t, fmt } = scene.speech
    const until = fmt.instant(scene.link.expiresAt)
    respond(req, res, 'part/welcome', {
      title: t('part:title'),
      firm: scene.firm,
      until,
      next: `${scene.url}/${firstOpen(scene)?.slug ?? 'check-answers'}`,
    })
  })

  router.get('/:token/check-answers', async (req, res) => {
    const scene = await openScene(req, res)
    if (!scene) return
    const open = firstOpen(scene)
    if (open) return redirect(req, res, `${scene.url}/${open.slug}?check`)
    showCheck(req, res, scene)
  })

  router.post('/:token/check-answers', async (req, res) => {
    const scene = await openScene(req, res)
    if (!scene) return
    const open = firstOpen(scene)
    if (open) return redirect(req, res, `${scene.url}/${open.slug}?check`)
    const { t } = scene.speech
    if (!req.body.confirm) return showCheck(req, res, scene, t('part:confirmFirst'))
    const slugs = scene.part.steps.map(({ slug }) => slug)
    if (await handInPart(deps.db, scene.link, slugs, byLink(req))) deps.courier.wake()
    redirect(req, res, scene.url)
  })

  router.get('/:token/:step', async (req, res) => {
    const scene = await openScene(req, res)
    if (!scene) return
    const step = stepAt(scene, req)
    const faults = req.query.check === undefined ? [] : step.faults(scene.draft, scene.facts)
    showPart(req, res, scene, step, faults)
  })

  router.post('/:token/:step', async (req, res) => {
    const scene = await openScene(req, res)
    if (!scene) return
    const step = stepAt(scene, req)
    const { draft, facts, speech, url } = scene
    const keep = (newest: Draft) => ({
      ...newest,
      [step.slug]: step.keep(typedIn(req.body ?? {}), newest, facts),
    })
    if (!(await saveByLink(deps.db, scene.link.id, keep, byLink(req)))) return redirect(req, res, url)
    const saved = { ...scene, draft: { ...draft, ...keep({}) } }
    const stay = step.stays?.(req.body) ?? null
    if (req.body.later) {
      flash(req, speech.t('part:saved'))
      return redirect(req, res, url)
    }
    if (stay) return redirect(req, res, `${url}/${step.slug}?at=${encodeURIComponent(stay.at)}#open`)
    const faults = step.faults(saved.draft, facts)
    if (faults.length > 0) return showPart(req, res, saved, step, faults, 422)
    const next = stepsAsked(saved)[stepsAsked(saved).findIndex(({ slug }) => slug === step.slug) + 1]
    redirect(req, res, `${url}/${firstOpen(saved)?.slug ?? next?.slug ?? 'check-answers'}`)
  })

  /** What is behind the link while it is open; otherwise a page says why it is not. */
  async function openScene(req: Request, res: Response): Promise<PartScene | null> {
    await countAddress(req, 'part')
    const found = await partScene(deps, req)
    if ('draft' in found) return found
    const { t } = found.speech
    const page = {
      title: t(`part:closed.${found.state}`),
      text: t(`part:closedText.${found.state}`),
      state: found.state,
    }
    respond(
      req,
      res,
      'part/closed',
      page,
      found.state === 'used' ? 200 : found.state === 'unknown' ? 404 : 410,
    )
    return null
  }
  return router
}

const stepsAsked = ({ part, draft, facts }: PartScene): Step[] =>
  part.steps.filter((step) => step.when(draft, facts))

const firstOpen = (scene: PartScene): Step | undefined =>
  stepsAsked(scene).find((step) => !isAnswered(step, scene.draft, scene.facts))

function stepAt(scene: PartScene, req: Request): Step {
  const step = stepsAsked(scene).find(({ slug }) => slug === req.params.step)
  if (!step) throw notFound()
  return step
}

function showPart(
  req: Request,
  res: Response,
  scene: PartScene,
  step: Step,
  faults: Fault[],
  status = 200,
): void {
  const { draft, facts, speech, mutation, part } = scene
  const at = typeof req.query.at === 'string' ? req.query.at : null
  const data = step.show(draft, facts, speech, at, faults)
  const question = part.question(step.slug, speech.t)
  const page = {
    ...data,
    title: question,
    heading: question,
    action: req.originalUrl,
    errors: errorsOf(faults, speech),
    ...frameOf(scene, step.slug),
  }
  respond(req, res, `mutations/${mutation.kind}/${step.slug}`, page, status)
}

function showCheck(req: Request, res: Response, scene: PartScene, fault?: string): void {
  const { draft, facts, speech, part, url } = scene
  const page = {
    title: speech.t('part:check'),
    heading: speech.t('part:check'),
    action: `${url}/check-answers`,
    sections: part.sections(draft, facts, speech),
    url,
    errors: fault ? { confirm: fault } : {},
    ...frameOf(scene, 'check-answers'),
  }
  respond(req, res, 'part/check', page, fault ? 422 : 200)
}

function frameOf(scene: PartScene, slug: string) {
  const { draft, facts, speech, mutation, url, journey, link } = scene
  const asked = stepsAsked(scene)
  const at = asked.findIndex((step) => step.slug === slug)
  const before = at < 0 ? asked.at(-1) : asked[at - 1]
  const topics = asked.map((step, index) => {
    const isDone = isAnswered(step, draft, facts)
    return {
      text: journey.topic(step.slug, speech.t),
      state: index === at ? 'now' : isDone ? 'done' : 'next',
      ...(isDone && { href: `${url}/${step.slug}` }),
    }
  })
  return {
    eyebrow: speech.t('part:for', { firm: scene.firm }),
    back: { href: before ? `${url}/${before.slug}` : url },
    journey: {
      title: speech.t(`mutations:kind.${mutation.kind}`),
      steps: [...topics, { text: speech.t('mutations:step.check'), state: at < 0 ? 'now' : 'next' }],
    },
    draft: { savedAt: link.savedAt },
    reference: mutation.reference,
  }
}
