import { listName } from '../../domain/names.js'
import type { Scene } from './form.js'

/** Whom a task is about, as lists name it: a person, or of wages the employer and the year. */
export const listedName = ({
  task,
  mutation,
  employee,
  employer,
}: Pick<Scene, 'task' | 'mutation' | 'employee' | 'employer'>): string =>
  task.kind === 'salary-declaration' ? `${employer.name}, ${mutation.subject}` : listName(employee)
