import { type Request, type Response, Router } from 'express'
import { workloadOf } from '../../db/desk/workload.js'
import { swissDate } from '../../domain/dates.js'
import { ages, byAge, lastWeeks, medianDays, perWeek } from '../../domain/workload.js'
import type { Deps } from '../deps.js'
import { type KeepPages, ofOffice } from '../kept-pages.js'
import { speechOf } from '../mutations/scene.js'
import { respond } from '../respond.js'
import { deskAddress } from '../tasks/desk-filter.js'
import { columns } from './chart.js'
import { tabsFor } from './tabs.js'

const weeksShown = 12

/** How much work there is, at a glance: what comes and goes, what is open, how old it is, and how long a decision takes. */
export function workloadPage({ db, clock }: Deps, keep: KeepPages): Router {
  const router = Router()

  router.get('/', keep(ofOffice), async (req: Request, res: Response) => {
    const { t, fmt } = speechOf(req)
    const today = swissDate(clock())
    const weeks = lastWeeks(today, weeksShown)
    const { came, decided, backlog, opened, loads } = await workloadOf(db, weeks[0] ?? today, today)
    const inflow = perWeek(weeks, came)
    const done = perWeek(
      weeks,
      decided.map(({ closed, count }) => ({ day: closed, count })),
    )
    const medians = medianDays(weeks, decided)
    const old = byAge(today, opened)
    const names = weeks.map((week) => fmt.shortDate(week).slice(0, 6))
    const ageNames = ages.map(({ from, to }) => (to === null ? `> ${from - 1}` : `${from}–${to}`))
    const most = Math.max(1, ...backlog.map(({ overdue, soon, later }) => overdue + soon + later))
    const percent = (count: number) => `${((count / most) * 100).toFixed(2)}%`
    respond(req, res, 'teamwork/workload', {
      title: t('teamwork:workload.title'),
      tabs: tabsFor('workload', t),
      open: opened.reduce((all, { count }) => all + count, 0),
      weeks: names
        .map((week, n) => ({ week, came: inflow[n], done: done[n], days: medians[n] ?? '–' }))
        .toReversed(),
      inflow: columns(t('teamwork:workload.inflowName'), names, [inflow, done], 3),
      medians: columns(t('teamwork:workload.mediansName'), names, [medians], 3),
      ages: ageNames.map((age, n) => ({ age, count: old[n] })),
      age: columns(t('teamwork:workload.ageName'), ageNames, [old]),
      backlog: backlog.map(({ kind, overdue, soon, later }) => ({
        ...{ kind: t(`mutations:kind.${kind}`), overdue, soon, later, all: overdue + soon + later },
        segments: [
          { tone: 'danger', x: '0%', width: percent(overdue) },
          { tone: 'warn', x: percent(overdue), width: percent(soon) },
          { tone: 'accent', x: percent(overdue + soon), width: percent(later) },
        ],
        href: deskAddress({ kind }),
        overdueHref: deskAddress({ kind, due: 'overdue' }),
      })),
      loads: loads.map(({ id, name, open, overdue }) => ({
        ...{ name: id ? (name ?? t('tasks:somebody')) : t('desk:nobody'), open, overdue },
        href: deskAddress({ who: id ?? 'free' }),
      })),
    })
  })

  return router
}
