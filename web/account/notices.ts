import { Router } from 'express'
import { z } from 'zod'
import {
  choose,
  type NoticeTopic,
  noticeTime,
  noticeTimes,
  noticeTopics,
  weekdays,
} from '../../db/notices/choices.js'
import { addDays } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { type Language, translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { listOf } from '../mutations/fields.js'
import { flash, goTo, respond } from '../respond.js'
import { byOf, isOffice, visitOf } from '../visit.js'

const time = z.enum(noticeTimes).catch('at-once')
const typed = z.object({ task: time, reminder: time, message: time })
/** A Sunday, from which the days of the week have their names. */
const aSunday = '2026-11-22'

/** Of what somebody is mailed: an employer of everything, a caseworker of tasks that a colleague gives them. */
export const topicsFor = (role: string): readonly NoticeTopic[] =>
  role === 'employer' ? noticeTopics : role === 'caseworker' ? ['task'] : []

/** When one is mailed that there is something, by topic. */
export function notices({ db }: Deps): Router {
  const router = Router()

  router.get('/account/notices', (req, res) => {
    const { user } = visitOf(req)
    respond(req, res, 'account/notices', {
      topics: topicsFor(user.role),
      isOffice: isOffice(user),
      times: noticeTimes,
      days: weekdays.map((day) => ({ value: String(day), label: dayName(languageOf(req), day) })),
      values: {
        ...Object.fromEntries(noticeTopics.map((topic) => [topic, noticeTime(user.choices, topic)])),
        days: (user.choices.days ?? weekdays).map(String),
      },
    })
  })

  router.post('/account/notices', async (req, res) => {
    const { user } = visitOf(req)
    const times = typed.parse(req.body)
    const topics = topicsFor(user.role).map((topic) => [topic, times[topic]])
    const days = weekdays.filter((day) => listOf(req.body.days).includes(String(day)))
    if (topics.length > 0) await choose(db, user.id, { notices: Object.fromEntries(topics), days }, byOf(req))
    flash(req, translator(languageOf(req))('notices:saved'))
    goTo(res, '/account')
  })
  return router
}

function dayName(lang: Language, day: number): string {
  const [name = ''] = formats(lang).weekday(addDays(aSunday, day)).split(/[,\s]/)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
