import { calledYear } from '../../../db/declarations/calls.js'
import { fault } from '../../mutations/fields.js'
import type { TaskData, TaskForm } from '../form.js'

interface Asked extends TaskData {
  year: number
  /** The draft that answers. */
  draft: string
  isOpen: boolean
}

/** The employer is asked for the wages of a year; they are declared in the draft that was opened for it. */
export const declare: TaskForm<Asked, never> = {
  side: 'employer',
  view: 'tasks/declare',
  guide: 'salary-declaration',
  // more time keeps the reminder letter away, not the interest; after the letter there is none
  isExtendable: ({ n }) => n === 1,

  async load({ mutation, t }) {
    const year = calledYear(mutation) ?? Number(mutation.subject)
    const draft = `/e/${mutation.employerId}/mutations/${mutation.id}`
    return { title: t('salaryCall:task.title', { year }), year, draft, isOpen: mutation.status === 'draft' }
  },

  values: () => ({}),

  read: () => ({ faults: [fault('declare', 'salaryCall:task.there')] }),

  async complete() {
    return 'closed'
  },
}
