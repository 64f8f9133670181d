import type { Request } from 'express'
import type { Knex } from 'knex'
import {
  answerCertificate,
  answerLate,
  certificateFactsOf,
  keepProof,
} from '../../../db/certificates/certificates.js'
import { type CertificateRow, isLate } from '../../../db/certificates/rows.js'
import { ReportClosed } from '../../../db/reports/mutations.js'
import { swissDate } from '../../../domain/dates.js'
import type { CertificateAnswers } from '../../../domain/training-certificate/answers.js'
import type { Deps } from '../../deps.js'
import { filesIn, storeUpload } from '../../documents/upload.js'
import { flash } from '../../respond.js'
import { byOf } from '../../visit.js'
import { type Fault, fault, one, type Values } from '../fields.js'
import { speechOf } from '../scene.js'
import { readCertificate } from './read.js'
import { prefixOf, type Shown } from './row.js'

/** What became of a row: `untouched` was not answered, `closed` was answered before. */
export interface Answered {
  result: 'sent' | 'wrong' | 'untouched' | 'closed'
  shown: Shown
}

/** Answers one row: a right file is kept at once, whatever else is wrong, and a right answer is sent. */
export async function answerRow(
  deps: Deps,
  req: Request,
  row: CertificateRow,
  typed: Values,
  nth: number,
  isAlone: boolean,
): Promise<Answered> {
  const { mutation, task, documents } = row
  if (!task && !isLate(row)) return { result: 'closed', shown: {} }
  const field = `${prefixOf(nth)}file`
  const file = filesIn(req, field).some(({ size }) => size > 0)
  if (!isAlone && one(typed.state) === '' && !file) return { result: 'untouched', shown: { typed } }
  const kept = file ? await keep(deps, req, row, field) : null
  if (kept === 'closed') {
    flash(req, speechOf(req).t('documents:problems.closed'))
    return { result: 'closed', shown: {} }
  }
  const answers = mutation.answers as CertificateAnswers
  const facts = await certificateFactsOf(deps.db, mutation, swissDate(deps.clock()), deps.config.rounding)
  const hasProof = kept === 'kept' || isProven(documents.length, answers)
  const reading = readCertificate(typed, answers, facts, hasProof)
  const faults = [...('faults' in reading ? reading.faults : []), ...(kept && kept !== 'kept' ? [kept] : [])]
  if (faults.length > 0 || 'faults' in reading)
    return { result: 'wrong', shown: { typed, faults: firstOfEach(faults) } }
  const by = byOf(req)
  const counts = task
    ? await answerCertificate(deps.db, task, reading.value, by)
    : await answerLate(deps.db, mutation, reading.value, by)
  return { result: counts ? 'sent' : 'closed', shown: {} }
}

async function keep(
  deps: Deps,
  req: Request,
  { mutation }: CertificateRow,
  field: string,
): Promise<'kept' | 'closed' | Fault> {
  const { id: mutationId, employerId, employeeId } = mutation
  const belonging = { employerId, employeeId, mutationId, purpose: 'training' }
  const proof = (trx: Knex.Transaction, document: { id: string }) =>
    keepProof(trx, mutationId, document.id, 'training')
  try {
    const stored = await storeUpload(deps, req, belonging, proof, field)
    return 'document' in stored ? 'kept' : fault('file', `documents:problems.${stored.problem}`)
  } catch (error) {
    if (error instanceof ReportClosed) return 'closed'
    throw error
  }
}

/** A proof that a decision has settled proves nothing new. */
const isProven = (uploaded: number, { settled }: CertificateAnswers) => uploaded > 0 && settled.review === 0

/** A wrong file says more than a missing one. */
const firstOfEach = (faults: Fault[]): Fault[] =>
  faults.filter(
    ({ field, key }) =>
      field !== 'file' ||
      faults.every((it) => it.field !== 'file' || it.key === key || key.startsWith('documents:')),
  )
