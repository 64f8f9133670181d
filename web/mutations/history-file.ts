import type { RequestHandler } from 'express'
import { namesOf } from '../../db/access/users.js'
import { findMutationCase } from '../../db/reports/list.js'
import { peopleIn } from '../../db/timeline/event.js'
import { officeTimelineOf } from '../../db/timeline/for-office.js'
import { timelineOf } from '../../db/timeline/timeline.js'
import { swissDate } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { type FileKind, listFile } from '../lists/file.js'
import { reviewTermNow } from '../spans.js'
import { visitOf } from '../visit.js'
import { mutationOf, speechOf } from './scene.js'
import { historyLines } from './timeline.js'

const columns = ['when', 'what', 'who', 'until', 'about'] as const

/** What has happened to a report as a file: for the office all of it, for an employer what it may see. */
export const historyFile = (deps: Deps, kind: FileKind): RequestHandler =>
  listFile(deps, kind, async (req) => {
    const { db, clock } = deps
    const { employer } = visitOf(req)
    const mutation = employer
      ? await mutationOf(deps, req)
      : (await findMutationCase(db, String(req.params.id)))?.mutation
    if (!mutation) throw notFound()
    const { id, employerId, reference } = mutation
    const speech = speechOf(req)
    const { t } = speech
    const events = await (employer ? timelineOf : officeTimelineOf)(db, mutation, await reviewTermNow(deps))
    const names = await namesOf(db, peopleIn(events))
    const side = employer ? ('employer' as const) : ('office' as const)
    return {
      name: `${t('lists:file.name.history')}-${reference}`,
      sheet: reference,
      headings: columns.map((column) => t(`mutations:timeline.column.${column}`)),
      rows: historyLines(events, { ...speech, names, side, today: swissDate(clock()) }),
      entry: { action: 'mutation.export', object: id, employerId },
      back: employer ? `/e/${employer.id}/mutations/${id}` : `/office/mutations/${id}`,
    }
  })
