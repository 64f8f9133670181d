import { z } from 'zod'
import { completeTask } from '../../db/tasks/tasks.js'
import { keepTyped, keptIn } from '../../db/tasks/uploads.js'
import { type Fault, fault, one, optional, read, text, type Values } from '../mutations/fields.js'
import type { TaskData, TaskForm } from './form.js'
import { type Provided, type Wish, wishesOf } from './wishes.js'

interface Wanted extends TaskData {
  wishes: Wish[]
  text: string
  /** What was answered, once it was. */
  provided: Provided | null
}

const longest = 1000

/** The employer sends the documents the office asked for, or says why there are none. */
export const provideDocuments: TaskForm<Wanted, Provided> = {
  side: 'employer',
  view: 'tasks/provide-documents',
  guide: 'documents',
  isExtendable: () => true,

  async load(scene) {
    const { task, t } = scene
    return {
      title: t('tasks:step.provide-documents'),
      wishes: await wishesOf(scene),
      text: String(task.details.text ?? ''),
      provided: task.outcome as Provided | null,
    }
  },

  values: ({ task }) => keptIn(task),

  read(typed, _scene, { wishes }) {
    const reading = read(z.object({ remark: optional(text(longest)) }), typed)
    const { unavailable, faults } = unavailableIn(typed, wishes)
    const all = [...faults, ...('faults' in reading ? reading.faults : [])]
    const remark = 'value' in reading ? (reading.value.remark ?? '') : ''
    if (wishes.length === 0 && !remark) all.push(fault('remark', 'tasks:wish.remarkMissing'))
    return all.length > 0 ? { faults: all } : { value: { decision: 'provided', remark, unavailable } }
  },

  keep: ({ deps, task, by }, typed) => keepTyped(deps.db, task, typed, by),

  async complete({ deps, task, by }, answer) {
    return (await completeTask(deps.db, task, answer, by)) ? 'won' : 'closed'
  },
}

/** Each document was sent, or its absence is explained. */
function unavailableIn(typed: Values, wishes: Wish[]) {
  const faults: Fault[] = []
  const unavailable = wishes
    .filter(({ files }) => files.length === 0)
    .map(({ wish, asked, label }) => {
      const reading = read(z.object({ why: optional(text(longest)) }), { why: typed[`why-${wish}`] ?? '' })
      const why = 'value' in reading ? reading.value.why : undefined
      if (one(typed[`gone-${wish}`]) === '')
        faults.push(fault(`gone-${wish}`, 'tasks:wish.missing', { document: label }))
      else if ('faults' in reading)
        faults.push(...reading.faults.map((it) => ({ ...it, field: `why-${wish}` })))
      else if (!why) faults.push(fault(`why-${wish}`, 'tasks:wish.whyMissing', { document: label }))
      return { ...asked, remark: why ?? '' }
    })
  return { unavailable, faults }
}
