import { type Request, type Response, Router } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { bytesOf, type Document, documentById, documentsOf } from '../../db/reports/documents.js'
import {
  allowancesOf,
  employerParty,
  messageById,
  messageIdsOf,
  personParty,
  reviewsOf,
  sentMutation,
} from '../../db/systems/exchange.js'
import { fullName } from '../../domain/names.js'
import type { Deps } from '../deps.js'
import { disposition } from '../documents/send.js'
import { notFound } from '../errors.js'
import { bySystem } from './authenticate.js'
import type { Answer } from './schemas.js'

const base = '/api/v1'

/** Reports with what the office has answered, and their papers. */
export function mutations(deps: Deps): Router {
  const { db } = deps
  const router = Router()

  router.get('/mutations/:id', async (req, res) => {
    const mutation = await sentMutation(db, req.params.id)
    if (!mutation) throw notFound()
    const { id, reference, kind, status, outcome, employerId, employeeId } = mutation
    const [employer, employee, documents, reviews, allowances, decisions] = await Promise.all([
      employerParty(db, employerId),
      personParty(db, employeeId),
      documentsOf(db, id),
      reviewsOf(db, id),
      allowancesOf(db, id),
      messageIdsOf(db, id),
    ])
    const answer: Answer<'Mutation'> = {
      ...{ id, reference, kind, status: status as Answer<'Mutation'>['status'], outcome, employer, employee },
      ...{
        subject: called(mutation.subject),
        submittedAt: mutation.submittedAt,
        closedAt: mutation.closedAt,
      },
      answers: mutation.answers as Answer<'Mutation'>['answers'],
      documents: documents
        .filter(({ origin }) => origin === 'upload')
        .map((it) => fileOf(it, `${base}/mutations/${id}/documents/${encodeURIComponent(it.id)}`)),
      reviews: reviews.map(({ step, n, closedAt, outcome: result }) => ({
        step,
        n,
        decidedAt: closedAt,
        result,
      })),
      allowances,
      decisions: decisions.map((it) => ({ id: it, href: `${base}/decisions/${it}` })),
    }
    await noteRead(db, bySystem(req), { action: 'mutation.read', object: id, employerId })
    res.set('Cache-Control', 'no-store').json(answer)
  })

  router.get('/mutations/:id/documents/:document', async (req, res) => {
    const mutation = await sentMutation(db, req.params.id)
    const document = mutation && (await documentById(db, req.params.document))
    if (!document || document.mutationId !== mutation.id || document.origin !== 'upload') throw notFound()
    await sendBytes(deps, req, res, document)
  })
  return router
}

/** Letters of the office: decisions, confirmations, statements. */
export function decisions(deps: Deps): Router {
  const { db } = deps
  const router = Router()
  const found = async ({ params }: Request) => {
    const message = await messageById(db, `${params.mutation}/${params.letter}`)
    const mutation = message?.mutationId && (await sentMutation(db, message.mutationId))
    const document = message?.documentId && (await documentById(db, message.documentId))
    if (!mutation || !document) throw notFound()
    return { message, mutation, document }
  }

  router.get('/decisions/:mutation/:letter', async (req, res) => {
    const { message, mutation, document } = await found(req)
    const { id, kind, employerId, employeeId, createdAt } = message
    const answer: Answer<'Decision'> = {
      ...{ id, kind, issuedAt: createdAt },
      employer: await employerParty(db, employerId),
      employee: await personParty(db, employeeId),
      mutation: {
        ...{ id: mutation.id, reference: mutation.reference, kind: mutation.kind },
        href: `${base}/mutations/${mutation.id}`,
      },
      document: fileOf(document, `${base}/decisions/${id}/document`),
    }
    await noteRead(db, bySystem(req), { action: 'message.fetch', object: id, employerId })
    res.set('Cache-Control', 'no-store').json(answer)
  })

  router.get('/decisions/:mutation/:letter/document', async (req, res) => {
    await sendBytes(deps, req, res, (await found(req)).document)
  })
  return router
}

const fileOf = ({ id, purpose, name, mime, size, sha256 }: Document, href: string) => ({
  ...{ id, purpose, name, mime, size, sha256, href },
})

async function sendBytes({ db }: Deps, req: Request, res: Response, document: Document) {
  const bytes = await bytesOf(db, document)
  const { id, employerId } = document
  await noteRead(db, bySystem(req), { action: 'document.read', object: id, employerId })
  res
    .set({
      'Content-Type': document.mime,
      'Content-Disposition': disposition('attachment', document.name),
      'Cache-Control': 'no-store, no-transform',
    })
    .send(bytes)
}

/** As programs have always got it: `Anna Muster`. */
const called = (subject: string | null): string | null =>
  subject && fullName({ firstName: null, lastName: null, subject })
