import { type Document, documentsOf } from '../../../db/documents.js'
import { receivedFor } from '../../../db/task-uploads.js'
import type { Task } from '../../../db/tasks.js'
import type { DocumentAnswers, FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import type { AskedDocument } from '../../../domain/family-allowance/decision.js'
import { nameOf } from '../../mutations/family-allowance/summary.js'
import type { Scene } from '../form.js'

/** One document the office wants, with what has come for it. */
export interface Wish {
  /** Its place among the wished documents, from 0. */
  wish: number
  asked: AskedDocument
  label: string
  files: Document[]
}

/** What an employer answers to a request for documents. */
export interface Provided {
  decision: 'provided'
  remark: string
  unavailable: (AskedDocument & { remark: string })[]
}

export const askedIn = ({ details }: Pick<Task, 'details'>): AskedDocument[] =>
  (details.documents as AskedDocument[] | undefined) ?? []

/** The wished documents of a task in the reader's words. */
export async function wishesOf({ deps, task, mutation, t }: Scene): Promise<Wish[]> {
  const documents = await documentsOf(deps.db, mutation.id)
  const answers = mutation.answers as FamilyAllowanceAnswers
  return askedIn(task).map((asked, wish) => ({
    wish,
    asked,
    label: documentLabel(asked, answers, t),
    files: receivedFor(task)
      .filter((it) => it.wish === wish)
      .flatMap(({ documentId }) => documents.find(({ id }) => id === documentId) ?? []),
  }))
}

/** "Geburtsurkunde, Lea Steiner" */
export function documentLabel(
  { purpose, childKey }: AskedDocument,
  { children }: FamilyAllowanceAnswers,
  t: Scene['t'],
): string {
  const document = t(`familyAllowance:document.${purpose}`)
  const child = children.find(({ key }) => key === childKey)
  return child ? t('tasks:wish.forChild', { document, child: nameOf(child) }) : document
}

/** The answers of a report together with the documents that came later, each for what it was sent for. */
export function withProvided(answers: FamilyAllowanceAnswers, tasks: Task[]): FamilyAllowanceAnswers {
  const later = tasks
    .filter(({ step }) => step === 'provide-documents')
    .flatMap((task) =>
      receivedFor(task).flatMap(({ documentId, wish }): DocumentAnswers[] => {
        const asked = askedIn(task)[wish]
        return asked ? [{ documentId, ...asked }] : []
      }),
    )
  return { ...answers, documents: [...answers.documents, ...later] }
}
