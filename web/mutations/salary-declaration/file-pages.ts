import { Router } from 'express'
import multer from 'multer'
import { forgetUpload } from '../../../db/declarations/parts.js'
import { requireToken } from '../../csrf.js'
import type { Deps } from '../../deps.js'
import { fieldNames } from '../../documents/field-names.js'
import { fileName } from '../../documents/file-name.js'
import { HttpError } from '../../errors.js'
import { flash, redirect } from '../../respond.js'
import { byOf } from '../../visit.js'
import { speechOf, urlOf } from '../scene.js'
import { type Arriving, letCount, takeIn } from './arriving.js'
import { draftOf, readOn } from './pages.js'
import { yearTyped } from './way.js'

/** How long an upload waits for its reading before it shows how far it is, in milliseconds. */
const patience = 2500

/** A file of wages comes in: it is sealed piece by piece while it arrives, then read. */
export function filePages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.post('/:id/wages/file', async (req, res) => {
    const mutation = await draftOf(deps, req)
    const year = Number(yearTyped(mutation.draft))
    const page = `${urlOf(mutation)}/wages`
    let arriving: Arriving | null = null
    const storage: multer.StorageEngine = {
      _handleFile: (_req, file, done) => {
        takeIn(
          deps,
          mutation,
          year,
          fileName(file.originalname, extensionOf(file.originalname)),
          file.stream,
        ).then(
          (taken) => {
            arriving = taken
            done(null, {})
          },
          (error) => done(error),
        )
      },
      _removeFile: (_req, _file, done) => done(null),
    }
    const limits = { files: 1, fields: 10, parts: 12, fieldSize: 2000, ...fieldNames }
    const read = multer({ storage, limits, defParamCharset: 'utf8' }).single('file')
    await new Promise<void>((resolve, reject) =>
      read(req, res, (failure: unknown) =>
        failure
          ? reject(failure instanceof HttpError ? failure : new HttpError(400, 'unreadable upload'))
          : resolve(),
      ),
    )
    const taken = arriving as Arriving | null
    try {
      requireToken(req)
    } catch (error) {
      if (taken) await forgetUpload(deps.db, mutation.id, taken.arrived.upload)
      throw error
    }
    const { t } = speechOf(req)
    if (!taken || taken.arrived.fileSize === 0) flash(req, t('salaryDeclaration:problems.file'))
    else if (taken.tooLarge) flash(req, t('salaryDeclaration:problems.tooLarge'))
    else if (taken.overQuota) flash(req, t('salaryDeclaration:problems.quota'))
    else if (taken.hasVirus) flash(req, t('salaryDeclaration:problems.virus'))
    else if (await letCount(deps, mutation.id, year, taken, byOf(req)))
      await readOn(deps, mutation.id, patience)
    redirect(req, res, page)
  })
  return router
}

const extensionOf = (name: string) => /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? 'xml'
