import type { RequestHandler } from 'express'
import { HttpError } from './errors.js'

/** How much the portal does at the same time. Beyond, nobody would be answered in time: some are asked to come again. */
export const requestsAtOnce = 500
export const uploadsAtOnce = 20

/**
 * Lets so many requests through at the same time and answers the others 503 with the time to wait: who is let in is served as quickly as ever. Each call has a
 * count of its own.
 */
export function atOnce(most: number): RequestHandler {
  let running = 0
  return (_req, res, next) => {
    if (running >= most) throw new HttpError(503, `more than ${most} at once`)
    running++
    res.once('close', () => void running--)
    next()
  }
}
