import { type Request, type Response, Router } from 'express'
import { noteRead } from '../../../db/audit/note.js'
import type { Declaration } from '../../../db/declarations/declarations.js'
import { correct, correctionsOf, personsOnPage } from '../../../db/declarations/parts.js'
import { findingsOf } from '../../../db/declarations/reading.js'
import type { DeclaredPerson } from '../../../domain/salary-declaration/declaration.js'
import type { FindingCode } from '../../../domain/salary-declaration/findings.js'
import { severityOf } from '../../../domain/salary-declaration/findings.js'
import type { Deps } from '../../deps.js'
import { notFound } from '../../errors.js'
import { redirect, respond } from '../../respond.js'
import { byOf } from '../../visit.js'
import { errorsOf } from '../faults.js'
import { typedIn, type Values } from '../fields.js'
import { speechOf, urlOf } from '../scene.js'
import { declarationHere, readOn } from './pages.js'
import { fieldsOf, linesShown, readPersonForm } from './person-form.js'
import { placeOf, sentenceOf } from './words.js'

const perPage = 50
/** As the thread makes them. */
const perStoredPage = 400

/** The persons of a declaration: all of them in pages, and each to look at, to put right or to add. */
export function personPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/wages/findings', async (req, res) => {
    const here = await declarationHere(deps, req, res)
    if (!here) return
    const { declaration, mutation } = here
    const speech = speechOf(req)
    const code = String(req.query.code) as FindingCode
    const kept = await findingsOf(deps.db, declaration, { code }, { offset: 0, limit: 300 })
    if (kept.length === 0) throw notFound()
    respond(req, res, 'mutations/salary-declaration/all-findings', {
      title: speech.t(`salaryDeclaration:finding.${code}.title`),
      back: `${urlOf(mutation)}/findings`,
      count: declaration.read?.counts[code] ?? kept.length,
      kept: kept.length,
      items: kept.map((finding) => ({
        title: sentenceOf(finding, speech),
        meta: [finding.name, placeOf(finding, declaration.way, speech)].filter(Boolean).join(' · '),
        href: finding.person === null ? undefined : `${urlOf(mutation)}/wages/persons/${finding.person}`,
      })),
    })
  })

  router.get('/:id/wages/persons', async (req, res) => {
    const here = await declarationHere(deps, req, res)
    if (!here) return
    const { declaration, mutation } = here
    const { t, fmt } = speechOf(req)
    await noteRead(deps.db, byOf(req), {
      action: 'declaration.read',
      object: mutation.id,
      employerId: mutation.employerId,
    })
    const total = await personCount(deps, declaration)
    const pages = Math.max(1, Math.ceil(total / perPage))
    const page = Math.min(pages, Math.max(1, Math.trunc(Number(req.query.page)) || 1))
    const base = `${urlOf(mutation)}/wages`
    const persons = await personsFrom(deps, declaration, (page - 1) * perPage, perPage)
    respond(req, res, 'mutations/salary-declaration/persons', {
      title: t('salaryDeclaration:persons.title'),
      ...{ base, page, pages, total },
      pageHref: (number: number) => `${base}/persons?page=${number}`,
      rows: persons.map(({ index, person, isCorrected }) => ({
        href: `${base}/persons/${index}`,
        title: `${person.lastName} ${person.firstName}`.trim() || t('salaryDeclaration:persons.nameless'),
        meta: [
          person.ahvNumber ?? t('salaryDeclaration:persons.noNumber'),
          ...(isCorrected && declaration.way !== 'online' ? [t('salaryDeclaration:persons.corrected')] : []),
        ].join(' · '),
        ...(person.removed
          ? { off: true, tag: { text: t('salaryDeclaration:persons.removed'), tone: 'grey' } }
          : {
              money: {
                sum: fmt.money(person.ahv.reduce((sum, { ahv }) => sum + ahv, 0)),
                note: t('salaryDeclaration:sum.ahv'),
              },
            }),
      })),
    })
  })

  router.get('/:id/wages/persons/:person', async (req, res) => {
    const found = await personHere(deps, req, res)
    if (found) await show(req, res, found)
  })

  router.post('/:id/wages/persons/:person', async (req, res) => {
    const found = await personHere(deps, req, res)
    if (!found) return
    const { mutation, declaration, index, person } = found
    const typed = typedIn(req.body)
    const reading = readPersonForm(typed, person)
    if ('faults' in reading) return show(req, res, found, typed, errorsOf(reading.faults, speechOf(req)))
    const { db, vault } = deps
    if (await correct(db, vault, declaration, index, reading.value, byOf(req)))
      await readOn(deps, mutation.id, 2500)
    const base = `${urlOf(mutation)}/wages`
    redirect(
      req,
      res,
      declaration.way === 'online' && req.body.next
        ? `${base}/persons/${index + 1}`
        : req.body.next
          ? `${base}/persons/${index}`
          : `${urlOf(mutation)}/${declaration.way === 'online' ? 'wages/persons' : 'findings'}`,
    )
  })

  async function show(
    req: Request,
    res: Response,
    found: Found,
    values?: Values,
    errors: Record<string, string> = {},
  ) {
    const { mutation, declaration, index, person, declared } = found
    const speech = speechOf(req)
    const { t } = speech
    await noteRead(deps.db, byOf(req), {
      action: 'declaration.read',
      object: mutation.id,
      employerId: mutation.employerId,
    })
    const findings = await findingsOf(deps.db, declaration, { person: index }, { offset: 0, limit: 50 })
    const shown = values ?? fieldsOf(person, speech.fmt)
    const page = {
      title: `${person.lastName} ${person.firstName}`.trim() || t('salaryDeclaration:persons.new'),
      action: `${urlOf(mutation)}/wages/persons/${index}`,
      base: `${urlOf(mutation)}/wages`,
      url: urlOf(mutation),
      ...{ values: shown, errors, lines: linesShown(shown), online: declaration.way === 'online' },
      findings: findings.map((finding) => ({
        text: sentenceOf(finding, speech),
        tone: severityOf(finding.code) === 'error' ? 'danger' : 'warn',
        place: placeOf(finding, declaration.way, speech),
      })),
      declared:
        declared && declared !== person
          ? linesShown(fieldsOf(declared, speech.fmt)).map(({ values: of }) => of)
          : [],
    }
    respond(req, res, 'mutations/salary-declaration/person', page, Object.keys(errors).length > 0 ? 422 : 200)
  }

  interface Found extends NonNullable<Awaited<ReturnType<typeof declarationHere>>> {
    index: number
    person: DeclaredPerson
    declared: DeclaredPerson | null
  }

  async function personHere(deps: Deps, req: Request, res: Response): Promise<Found | null> {
    const here = await declarationHere(deps, req, res)
    if (!here) return null
    const { declaration } = here
    const total = await personCount(deps, declaration)
    const index = req.params.person === 'new' ? total : Number(req.params.person)
    if (!Number.isInteger(index) || index < 0 || index > total) throw notFound()
    const [found] = await personsFrom(deps, declaration, index, 1)
    return { ...here, index, person: found?.person ?? nobody(index), declared: found?.declared ?? null }
  }
  return router
}

/** As declared and as added in the portal. */
async function personCount({ db, vault }: Deps, declaration: Declaration): Promise<number> {
  const added = [...(await correctionsOf(db, vault, declaration)).keys()].filter(
    (it) => it >= declaration.persons,
  )
  return Math.max(declaration.persons, ...added.map((it) => it + 1))
}

/** Persons from a number on, as they count now, with what was declared. */
async function personsFrom({ db, vault }: Deps, declaration: Declaration, first: number, count: number) {
  const corrections = await correctionsOf(db, vault, declaration)
  const all: {
    index: number
    person: DeclaredPerson
    declared: DeclaredPerson | null
    isCorrected: boolean
  }[] = []
  const pages = new Map<number, DeclaredPerson[]>()
  const total = await personCount({ db, vault } as Deps, declaration)
  for (let index = first; index < Math.min(total, first + count); index++) {
    const n = Math.floor(index / perStoredPage)
    if (index < declaration.persons && !pages.has(n))
      pages.set(n, await personsOnPage(db, vault, declaration, n))
    const declared = index < declaration.persons ? (pages.get(n)?.[index % perStoredPage] ?? null) : null
    const corrected = corrections.get(index)?.person
    const person = corrected ?? declared
    if (person) all.push({ index, person, declared, isCorrected: corrected !== undefined })
  }
  return all
}

const nobody = (index: number): DeclaredPerson => ({
  ...{
    place: index + 1,
    ahvNumber: null,
    personnelNumber: null,
    lastName: '',
    firstName: '',
    sex: null,
    birthDate: null,
  },
  ...{ entry: null, exit: null, reports: [], ahv: [], fak: [], remark: '', unreadable: [] },
})
