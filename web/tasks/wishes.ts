import { type Document, documentsOf } from '../../db/reports/documents.js'
import type { Task } from '../../db/tasks/tasks.js'
import { receivedFor } from '../../db/tasks/uploads.js'
import type { AskedDocument, SentDocument } from '../../domain/asked-document.js'
import { papersOf } from '../mutations/papers.js'
import type { Scene } from './form.js'

/** One document the office wants, with what has come for it. */
export interface Wish {
  /** Its place among the wished documents, from 0. */
  wish: number
  asked: AskedDocument
  label: string
  files: Document[]
  /** Sent for other wishes: what is there already is not sent twice. */
  reusable: Document[]
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
export async function wishesOf(scene: Scene): Promise<Wish[]> {
  const { deps, task, mutation } = scene
  const documents = await documentsOf(deps.db, mutation.id)
  const received = receivedFor(task)
  const sent = documents.filter(({ id }) => received.some(({ documentId }) => documentId === id))
  return askedIn(task).map((asked, wish) => {
    const isHere = ({ id }: Document) => received.some((it) => it.documentId === id && it.wish === wish)
    const files = sent.filter(isHere)
    return { wish, asked, label: documentLabel(asked, scene), files, reusable: files.length > 0 ? [] : sent }
  })
}

/** "Geburtsurkunde, Lea Steiner" */
export const documentLabel = (asked: AskedDocument, { mutation, t }: Pick<Scene, 'mutation' | 't'>): string =>
  papersOf(mutation.kind).label(asked, mutation.answers, t)

/** The answers of a report together with the documents that came later, each for what it was sent for. */
export function withProvided<A extends { documents: SentDocument[] }>(answers: A, tasks: Task[]): A {
  const later = tasks
    .filter(({ step }) => step === 'provide-documents')
    .flatMap((task) =>
      receivedFor(task).flatMap(({ documentId, wish }): SentDocument[] => {
        const asked = askedIn(task)[wish]
        return asked ? [{ documentId, ...asked }] : []
      }),
    )
  return { ...answers, documents: [...answers.documents, ...later] }
}
