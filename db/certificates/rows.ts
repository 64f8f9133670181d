import type { Knex } from 'knex'
import { type Document, documentsOf } from '../reports/documents.js'
import { isOpen, type Mutation, mutationById } from '../reports/mutations.js'
import { type Task, tasksOf } from '../tasks/tasks.js'

/** A question about a child that an employer can answer: in time as a task, or late. */
export interface CertificateRow {
  mutation: Mutation
  /** The open task; null when its time is over. */
  task: (Task & { kind: Mutation['kind'] }) | null
  /** The person who draws the allowance. */
  employee: { id: string; firstName: string; lastName: string }
  /** What was uploaded for it so far. */
  documents: Document[]
}

/** The open questions to an employer, the most urgent first, and how many there are. */
export async function openCertificates(
  db: Knex,
  employerId: string,
  limit: number,
): Promise<{ rows: CertificateRow[]; found: number }> {
  const open = () => db('tasks').where({ employerId, side: 'employer', status: 'open', step: 'certificate' })
  const count = await open().count({ found: '*' }).first()
  const tasks = await open().orderBy(['dueOn', 'id']).limit(limit).select('mutationId')
  const rows = await Promise.all(tasks.map(({ mutationId }) => rowOf(db, mutationId)))
  return { rows, found: Number(count?.found ?? 0) }
}

/** The question of one report of this employer, whether it can still be answered or not; null if it is none of theirs. */
export async function findCertificate(
  db: Knex,
  employerId: string,
  id: string,
): Promise<CertificateRow | null> {
  const row = await db('mutations').where({ id, employerId, kind: 'training-certificate' }).first('id')
  return row ? rowOf(db, id) : null
}

/** Whether an answer can come although its time is over: the report goes on, and nothing was granted by it. */
export const isLate = ({ mutation, task }: CertificateRow): boolean =>
  task === null && isOpen(mutation) && mutation.outcome !== 'granted'

async function rowOf(db: Knex, mutationId: string): Promise<CertificateRow> {
  const mutation = await mutationById(db, mutationId)
  const asked = (await tasksOf(db, mutationId)).find(
    (it) => it.step === 'certificate' && it.status === 'open',
  )
  const employee = await db('employees')
    .where({ id: mutation.employeeId })
    .first('id', 'firstName', 'lastName')
  const documents = await documentsOf(db, mutationId)
  return {
    mutation,
    task: asked ? { ...asked, kind: mutation.kind } : null,
    employee,
    documents: documents.filter(({ origin }) => origin === 'upload'),
  }
}
