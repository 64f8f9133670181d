import type { EmployeeFile, EmployeeMutation } from '../../db/people/employees.js'
import type { Reader as PersonReader } from '../mutations/possible.js'

/** The reader's language and day, with the address of the employer's pages. */
export interface Reader extends PersonReader {
  base: string
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
