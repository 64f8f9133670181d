import { Router } from 'express'
import { z } from 'zod'
import { choose, type NoticeTopic, noticeTime, noticeTimes, noticeTopics } from '../../db/choices.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { flash, goTo, respond } from '../respond.js'
import { byOf, isOffice, visitOf } from '../visit.js'

const time = z.enum(noticeTimes).catch('at-once')
const typed = z.object({ task: time, reminder: time, message: time })

/** Of what somebody is mailed: an employer of everything, a caseworker of tasks that a colleague gives them. */
const topicsFor = (role: string): readonly NoticeTopic[] =>
  role === 'employer' ? noticeTopics : role === 'caseworker' ? ['task'] : []

/** When one is mailed that there is something, by topic, and whether single keys are shortcuts. */
export function notices({ db }: Deps): Router {
  const router = Router()

  router.get('/account/notices', (req, res) => {
    const { user } = visitOf(req)
    respond(req, res, 'account/notices', {
      topics: topicsFor(user.role),
      isOffice: isOffice(user),
      times: noticeTimes,
      values: {
        ...Object.fromEntries(noticeTopics.map((topic) => [topic, noticeTime(user.choices, topic)])),
        keys: user.choices.keys === 'off' ? [] : ['on'],
      },
    })
  })

  router.post('/account/notices', async (req, res) => {
    const { user } = visitOf(req)
    const keys = req.body.keys === 'on' ? undefined : ('off' as const)
    const times = typed.parse(req.body)
    const topics = topicsFor(user.role).map((topic) => [topic, times[topic]])
    const wanted = topics.length > 0 ? { notices: Object.fromEntries(topics) } : {}
    await choose(db, user.id, { keys, ...wanted }, byOf(req))
    flash(req, translator(languageOf(req))('notices:saved'))
    goTo(res, '/account')
  })
  return router
}
