import { type Request, type Response, Router } from 'express'
import { type EmployerRecord, employerRecord } from '../../db/employers/record.js'
import { changeEmployer, registerEmployer, type Taken } from '../../db/register/register.js'
import { cantons, languages } from '../../domain/kinds.js'
import { languageNames } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { errorsOf } from '../mutations/faults.js'
import { type Fault, fault, typedIn, type Values } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { readEmployer } from './typed.js'

const path = '/office/employers'

/** A member is put on the register, and what is said of it is changed. */
export function employerForm({ db }: Deps): Router {
  const router = Router()

  router.get('/new', (req, res) => show(req, res, null, {}))
  router.post('/new', async (req, res) => {
    const typed = typedIn(req.body ?? {})
    const reading = readEmployer(typed)
    if ('faults' in reading) return show(req, res, null, typed, reading.faults)
    const done = await registerEmployer(db, reading.value, byOf(req))
    if ('taken' in done) return show(req, res, null, typed, [], done)
    flash(req, speechOf(req).t('employers:form.registered'))
    redirect(req, res, `${path}/${done.id}`)
  })

  router.get('/:employer/edit', async (req, res) => {
    const employer = await employerOf(req)
    const { id: _, uid, ...facts } = employer
    show(req, res, employer, { ...facts, uid: uid ?? '' })
  })
  router.post('/:employer/edit', async (req, res) => {
    const employer = await employerOf(req)
    const typed = typedIn(req.body ?? {})
    const reading = readEmployer(typed)
    if ('faults' in reading) return show(req, res, employer, typed, reading.faults)
    const done = await changeEmployer(db, employer.id, reading.value, byOf(req))
    if (!done) throw notFound()
    if ('taken' in done) return show(req, res, employer, typed, [], done)
    flash(req, speechOf(req).t(`employers:form.${done.changed.length > 0 ? 'changed' : 'unchanged'}`))
    redirect(req, res, `${path}/${employer.id}`)
  })

  async function employerOf(req: Request): Promise<EmployerRecord> {
    const found = await employerRecord(db, String(req.params.employer))
    if (!found) throw notFound()
    return found
  }

  return router
}

function show(
  req: Request,
  res: Response,
  employer: EmployerRecord | null,
  values: Values,
  faults: Fault[] = [],
  clash?: Taken,
) {
  const speech = speechOf(req)
  const { t } = speech
  const taken = clash?.taken
  const wrong = taken ? [fault('memberNumber', 'employers:form.taken', { name: taken.name })] : faults
  respond(
    req,
    res,
    'employers/form',
    {
      title: t(`employers:form.${employer ? 'change' : 'register'}`),
      eyebrow: employer?.name,
      back: employer
        ? { href: `${path}/${employer.id}`, text: employer.name }
        : { href: path, text: t('users:employers.title') },
      action: employer ? `${path}/${employer.id}/edit` : `${path}/new`,
      taken: taken && { href: `${path}/${taken.id}`, name: taken.name },
      cantons: cantons.map((value) => ({ value, text: value })),
      spoken: languages.map((value) => ({ value, text: languageNames[value] })),
      values,
      errors: errorsOf(wrong, speech),
    },
    wrong.length > 0 ? 422 : 200,
  )
}
