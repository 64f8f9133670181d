import type { EmployeeFile, EmployeeMutation } from '../../db/employees.js'
import type { IsoDate } from '../../domain/dates.js'
import type { Purpose } from '../../domain/family-allowance/answers.js'
import { earliestClaim } from '../../domain/family-allowance/backdating.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'

/** The reader's language, day and the address of the employer's pages. */
export interface Reader {
  t: T
  fmt: Formats
  today: IsoDate
  base: string
}

/** A report one may want to begin; `why` says why it is not possible now. */
export interface PossibleReport {
  purpose: Purpose
  title: string
  note: string
  why: string | null
}

/** The reports about a person's family allowances, each with the reason if it is not possible now. */
export function reportsFor(file: EmployeeFile, { t, fmt, today }: Reader): PossibleReport[] {
  const open = file.mutations.some(({ status }) => status !== 'closed')
  const running = file.children.some(({ entitlements }) =>
    entitlements.some(
      ({ kind, endsOn }) =>
        (kind === 'child' || kind === 'education') && (endsOn === null || endsOn >= today),
    ),
  )
  const last = lastDay(file)
  const tooLate = last !== null && last < earliestClaim(today)
  const whyNone = open
    ? t('employees:report.why.open')
    : file.employments.length === 0
      ? t('employees:report.why.neverEmployed')
      : tooLate
        ? t('employees:report.why.tooLate', { date: fmt.date(last) })
        : null
  const whyNotChanged = whyNone ?? (running ? null : t('employees:report.why.noneRunning'))
  return (['new', 'change', 'end'] as const).map((purpose) => ({
    purpose,
    title: t(`employees:report.${purpose}.title`),
    note: t(`employees:report.${purpose}.note`),
    why: purpose === 'new' ? whyNone : whyNotChanged,
  }))
}

/** The last day of all employments, or null while one has no end. */
function lastDay({ employments }: EmployeeFile): IsoDate | null {
  const ends = employments.flatMap(({ endsOn }) => endsOn ?? [])
  return ends.length === employments.length ? (ends.toSorted().at(-1) ?? null) : null
}

/** What is open about a person now, to be gone on with before anything new: a question, a draft, or a review. */
export function openCase({ mutations }: EmployeeFile, { t, fmt, today, base }: Reader) {
  const asked = mutations.find(({ openTask }) => openTask?.side === 'employer')
  const draft = mutations.find(({ status }) => status === 'draft')
  const sent = mutations.find(({ status }) => status === 'submitted')
  if (asked?.openTask) {
    const { id, step, dueOn } = asked.openTask
    const tone = fmt.relativeDue(dueOn, today).tone === 'late' ? 'danger' : 'warn'
    return {
      tone,
      tag: { text: t(`start:step.${step}`), tone: tone === 'danger' ? 'late' : 'soon' },
      title: t(`employees:open.asked`, { what: t(`start:step.${step}`) }),
      text: t('employees:open.due', { date: fmt.weekday(dueOn) }),
      link: { href: `${base}/tasks/${id}`, text: t('employees:open.answer') },
    }
  }
  if (draft) return { ...draftOf(draft, { t, fmt, today, base }), tone: 'info' }
  if (!sent) return null
  return {
    tone: 'info',
    tag: { text: t('employees:open.review'), tone: 'info' },
    title: t('employees:open.sent', { what: t(`mutations:kind.${sent.kind}`) }),
    text: sent.openTask ? t('employees:open.until', { date: fmt.weekday(sent.openTask.dueOn) }) : '',
    link: { href: `${base}/mutations/${sent.id}`, text: t('employees:open.follow') },
  }
}

const draftOf = (draft: EmployeeMutation, { t, fmt, today, base }: Reader) => ({
  tag: { text: t('mutations:status.draft'), tone: 'grey' },
  title: t('employees:open.draft', { what: t(`mutations:kind.${draft.kind}`) }),
  text: t('start:toDo.saved', { when: fmt.since(draft.savedAt, today) }),
  link: { href: `${base}/mutations/${draft.id}`, text: t('employees:open.continue') },
})
