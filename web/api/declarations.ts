import { type Request, Router } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { type Declaration, declarationOf } from '../../db/declarations/declarations.js'
import { personsThatCount } from '../../db/declarations/parts.js'
import { receiptOf } from '../../db/declarations/receipts.js'
import type { Mutation } from '../../db/reports/mutations.js'
import { acceptedDeclaration, employerParty, reviewsOf } from '../../db/systems/exchange.js'
import type { SalaryDeclarationAnswers } from '../../domain/salary-declaration/answers.js'
import type { DeclaredPerson } from '../../domain/salary-declaration/declaration.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { sendElm, sendOriginal } from '../mutations/salary-declaration/declared-files.js'
import { bySystem } from './authenticate.js'
import type { Answer } from './schemas.js'

const perPage = 500

/** Wages that the office has accepted: what they come to, person by person, as they were sent, and as a message of ELM 5.0. */
export function declarations(deps: Deps): Router {
  const { db, vault } = deps
  const router = Router()

  router.get('/declarations/:id', async (req, res) => {
    const { mutation, declaration } = await accepted(req)
    const { id, reference, employerId, submittedAt, closedAt, outcome, continuedAs } = mutation
    const { year, way, sums, role = 'first', earlier = [] } = mutation.answers as SalaryDeclarationAnswers
    const here = `/api/v1/declarations/${id}`
    const [reviews, receipt] = await Promise.all([reviewsOf(db, id), receiptOf(db, id)])
    const persons = sums?.persons ?? 0
    const answer: Answer<'Declaration'> = {
      ...{ id, reference, year, way, submittedAt, acceptedAt: closedAt, persons },
      role,
      replaces: role === 'replacement' ? earlier : [],
      supersededBy:
        outcome === 'superseded' && continuedAs
          ? { id: continuedAs, href: `/api/v1/declarations/${continuedAs}` }
          : null,
      employer: await employerParty(db, employerId),
      sums: sums as Answer<'Declaration'>['sums'],
      settlement: (reviews.at(-1)?.outcome.result ?? null) as Answer<'Declaration'>['settlement'],
      receipt: receipt && { id: receipt.id, code: receipt.code },
      file: declaration && hasFile(declaration) ? fileOf(declaration, `${here}/original`) : null,
      elm: { href: `${here}/elm.xml` },
      pages: Array.from({ length: Math.ceil(persons / perPage) }, (_, n) => ({
        href: `${here}/persons?page=${n + 1}`,
      })),
    }
    await note(req, mutation)
    res.set('Cache-Control', 'no-store').json(answer)
  })

  router.get('/declarations/:id/persons', async (req, res) => {
    const { mutation, declaration } = await accepted(req)
    const page = Number(req.query.page ?? 1)
    if (!Number.isInteger(page) || page < 1) throw notFound()
    const persons = declaration ? await slice(personsThatCount(db, vault, declaration), page) : []
    await note(req, mutation)
    const answer: Answer<'Persons'> = { page, persons: persons.map(shown) }
    res.set('Cache-Control', 'no-store').json(answer)
  })

  router.get('/declarations/:id/original', async (req, res) => {
    const { mutation, declaration } = await accepted(req)
    if (!declaration || !hasFile(declaration)) throw notFound()
    await note(req, mutation)
    await sendOriginal(deps, res, declaration)
  })

  router.get('/declarations/:id/elm.xml', async (req, res) => {
    const { mutation, declaration } = await accepted(req)
    await note(req, mutation)
    await sendElm(deps, res, mutation, declaration)
  })

  async function accepted(req: Request): Promise<{ mutation: Mutation; declaration: Declaration | null }> {
    const mutation = await acceptedDeclaration(db, String(req.params.id))
    if (!mutation) throw notFound()
    return { mutation, declaration: await declarationOf(db, mutation.id) }
  }

  const note = (req: Request, { id, employerId }: Mutation) =>
    noteRead(db, bySystem(req), { action: 'declaration.fetch', object: id, employerId })

  return router
}

const hasFile = ({ way }: Pick<Declaration, 'way'>): boolean => way !== 'online'

const fileOf = ({ fileName: name, fileSize: size, fileHash: sha256 }: Declaration, href: string) => ({
  ...{ name, size, sha256, href },
})

/** A person without where they stood in the file. */
const shown = ({ place: _, unreadable: _read, removed: _out, ahv, fak, ...person }: DeclaredPerson) => ({
  ...person,
  ahv: ahv.map(({ place: _, ...segment }) => segment),
  fak: fak.map(({ place: _, children, ...segment }) => ({
    ...segment,
    children: children.map(({ place: _, ...child }) => child),
  })),
})

/** One page of persons, whatever the size of the pages they are stored in. */
async function slice(pages: AsyncIterable<DeclaredPerson[]>, page: number): Promise<DeclaredPerson[]> {
  const found: DeclaredPerson[] = []
  let at = 0
  for await (const persons of pages) {
    const from = Math.max(0, (page - 1) * perPage - at)
    found.push(...persons.slice(from, from + perPage - found.length))
    at += persons.length
    if (found.length >= perPage) break
  }
  return found
}
