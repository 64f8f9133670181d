import type { T } from '../../locales/i18n.js'
import { reportEntry, reports } from '../favourites/functions.js'
import type { Visit } from '../visit.js'

/** What can be reported from the start page: about somebody who is chosen next, about somebody new, or about all. */
export const reportTiles = (visit: Visit, t: T, isStarred: (target: string) => boolean) =>
  reports.flatMap((it) => {
    const { target } = it
    const entry = reportEntry(visit, target, t)
    if (!entry || 'isRare' in it) return []
    const { href, icon, title, report } = entry
    const where = report ? { kind: report, action: href } : { href }
    const star = {
      kind: 'report',
      target,
      isOn: isStarred(target),
      action: `/e/${visit.employer?.id}/favourites`,
    }
    return [
      { ...where, star: { ...star, about: title }, target, icon, title, note: t(`start:report.${target}`) },
    ]
  })
