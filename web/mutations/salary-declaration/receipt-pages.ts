import { type Request, Router } from 'express'
import { namesOf } from '../../../db/access/users.js'
import { noteRead } from '../../../db/audit/note.js'
import { type KeptReceipt, receiptOf } from '../../../db/declarations/receipts.js'
import { findEmployerAddress } from '../../../db/employers/addressees.js'
import type { Mutation } from '../../../db/reports/mutations.js'
import { issueLetter, type Letter } from '../../../documents/letter.js'
import { salaryDeclarationReceipt } from '../../../documents/salary-declaration-receipt.js'
import { senderOf } from '../../../documents/sender.js'
import type { SalaryDeclarationAnswers } from '../../../domain/salary-declaration/answers.js'
import { openReceipt, receiptKeys } from '../../../salaries/receipt.js'
import type { Deps } from '../../deps.js'
import { asFile } from '../../documents/send.js'
import { notFound } from '../../errors.js'
import { languageOf } from '../../language.js'
import { byOf } from '../../visit.js'
import { mutationOf } from '../scene.js'
import { sendLetter } from '../send-letter.js'

/** The signed receipt of released wages: on paper with a QR code, and as a file that verifies without us. */
export function receiptPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/receipt.json', async (req, res) => {
    const { mutation, kept } = await receiptHere(deps, req)
    const keys = receiptKeys(deps.config.receiptKey, deps.config.oldReceiptKeys)
    const opened = openReceipt(keys, kept.code)
    const file = { code: kept.code, receipt: opened?.receipt ?? null, verify: addressOf(deps, kept) }
    await noteRead(deps.db, byOf(req), readOf(mutation))
    asFile(res, 'application/json', 'receipt.json').send(`${JSON.stringify(file, null, 2)}\n`)
  })

  router.get('/:id/receipt.pdf', async (req, res) => {
    const { mutation, kept } = await receiptHere(deps, req)
    const letter = await letterOf(deps, req, mutation, kept)
    const pdf = await issueLetter(letter, deps.signer)
    await noteRead(deps.db, byOf(req), readOf(mutation))
    sendLetter(res, letter, pdf)
  })
  return router
}

const readOf = ({ id, employerId }: Mutation) => ({
  action: 'mutation.read' as const,
  object: id,
  employerId,
})
const addressOf = ({ config }: Deps, { id }: KeptReceipt) => `${config.baseUrl}/verify/${id}`

async function receiptHere(deps: Deps, req: Request): Promise<{ mutation: Mutation; kept: KeptReceipt }> {
  const mutation = await mutationOf(deps, req)
  const kept = await receiptOf(deps.db, mutation.id)
  if (!kept) throw notFound()
  return { mutation, kept }
}

async function letterOf(deps: Deps, req: Request, mutation: Mutation, kept: KeptReceipt): Promise<Letter> {
  const { db, config } = deps
  const { year, sums, file } = mutation.answers as SalaryDeclarationAnswers
  const names = await namesOf(db, [mutation.submittedBy])
  return salaryDeclarationReceipt({
    ...{ language: languageOf(req), reference: mutation.reference, year, file },
    ...senderOf(config.office),
    releasedAt: mutation.submittedAt ?? mutation.savedAt,
    releasedBy: names.get(mutation.submittedBy ?? '') ?? '',
    ...{ persons: sums?.persons ?? 0, ahv: sums?.ahv ?? 0, alv: sums?.alv ?? 0 },
    allowances: sums?.allowances ?? 0,
    employer: await findEmployerAddress(db, mutation.employerId),
    verify: addressOf(deps, kept),
  })
}
