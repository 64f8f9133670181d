import type { RequestHandler } from 'express'

/** Gives a form that came without any field none, instead of no form at all. One with files is read later. */
export const readEmptyForms: RequestHandler = (req, _res, next) => {
  if (req.method === 'POST' && !req.is('multipart/form-data')) req.body ??= {}
  next()
}
