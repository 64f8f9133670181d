import type { Request } from 'express'
import type { ImportContent, StaffImport } from '../../../db/people/staff-imports.js'
import type { RowFault } from '../../../domain/staff-list/check.js'
import {
  type ComparedRow,
  type Difference,
  type RowState,
  rowStates,
} from '../../../domain/staff-list/compare.js'
import type { StaffColumn } from '../../../domain/staff-list/row.js'
import type { Deps } from '../../deps.js'
import { sentenceOf } from '../../mutations/faults.js'
import { fault } from '../../mutations/fields.js'
import { speechOf } from '../../mutations/scene.js'
import type { Speech } from '../../mutations/summary.js'
import { type DueReport, dueReports, mostReports } from './reports.js'

const perPage = 50

/** What the preview of a list shows: a page of its rows, those first that ask for something. */
export async function previewOf(
  { db }: Pick<Deps, 'db'>,
  req: Request,
  { id, employerId, content, counts }: StaffImport & { content: ImportContent },
) {
  const speech = speechOf(req)
  const { t } = speech
  const show = rowStates.find((it) => it === req.query.show)
  const due = await dueReports(db, employerId, content.compared)
  const rows = content.compared
    .filter(({ state }) => !show || state === show)
    .toSorted((a, b) => rowStates.indexOf(a.state) - rowStates.indexOf(b.state) || a.place - b.place)
  const pages = Math.max(1, Math.ceil(rows.length / perPage))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(req.query.page)) || 1))
  const url = `/e/${employerId}/employees/import/${id}`
  const href = (state: RowState | undefined, nth = 1) => {
    const query = new URLSearchParams({
      ...(state && { show: state }),
      ...(nth > 1 && { page: String(nth) }),
    })
    return query.size > 0 ? `${url}?${query}` : url
  }
  const fresh = due.filter(({ existing }) => !existing)
  const changed = content.compared.filter(({ changes }) => changes.length > 0).length
  return {
    fileName: content.fileName,
    chips: [
      { text: t('staff:preview.all'), count: content.compared.length, href: href(undefined), current: !show },
      ...rowStates
        .filter((state) => counts[state] > 0)
        .map((state) => ({
          ...{ text: t(`staff:state.${state}`), count: counts[state], href: href(state) },
          current: show === state,
        })),
    ],
    rows: rows
      .slice((page - 1) * perPage, page * perPage)
      .map((row) => shown(row, due.find((it) => it.row === row) ?? null, employerId, speech)),
    changed,
    reports: Math.min(fresh.length, mostReports),
    waiting: Math.max(0, fresh.length - mostReports),
    page,
    pages,
    pageHref: (nth: number) => href(show, nth),
  }
}

const tones = { faulty: 'late', new: 'info', changed: 'soon', differs: 'grey', unchanged: 'good' } as const

function shown(row: ComparedRow, due: DueReport | null, employerId: string, speech: Speech) {
  const { t } = speech
  return {
    ...{ place: row.place, name: row.name || t('staff:preview.nameless') },
    href: row.employeeId && `/e/${employerId}/employees/${row.employeeId}`,
    tag: { text: t(`staff:state.${row.state}`), tone: tones[row.state] },
    faults: row.faults.map((it) => faultText(it, speech)),
    changes: row.changes.map((one) => ({
      label: t(`staff:column.${one.column}`),
      ...{ old: written(one.column, one.old, speech), now: written(one.column, one.now, speech) },
    })),
    kept: row.kept.map((one) => keptText(one, speech)),
    report: due && reportText(due, speech),
    reportHref: due?.existing ? `/e/${employerId}/mutations/${due.existing}` : null,
  }
}

const faultText = ({ code, column, told }: RowFault, speech: Speech): string =>
  sentenceOf(
    fault(column, `staff:fault.${code}`, { ...told, column: speech.t(`staff:column.${column}`) }),
    speech,
  )

const keptText = ({ column, old, now }: Difference, speech: Speech) =>
  speech.t('staff:preview.kept', {
    column: speech.t(`staff:column.${column}`),
    ...{ old: written(column, old, speech), now: written(column, now, speech) },
  })

function reportText({ row, what, existing }: DueReport, { t, fmt }: Speech): string {
  if (existing) return t(`staff:preview.${what}UnderWay`)
  const on = what === 'exit' ? row.exit : row.values.startsOn
  return on ? t(`staff:preview.${what}On`, { date: fmt.date(on) }) : t('staff:preview.entry')
}

/** A value of the list as a page says it. */
export function written(column: StaffColumn, value: string | number | null, { t, fmt }: Speech): string {
  if (value === null || value === '') return t('staff:preview.empty')
  if (column === 'birthDate' || column === 'startsOn' || column === 'endsOn') return fmt.date(String(value))
  return column === 'workload' ? `${value} %` : String(value)
}
