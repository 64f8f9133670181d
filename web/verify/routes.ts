import { type Request, type Response, Router } from 'express'
import { receiptById, receiptsOfFile } from '../../db/declarations/receipts.js'
import { swissDate } from '../../domain/dates.js'
import type { Office } from '../../offices/office.js'
import { openReceipt, receiptKeys, type SealedReceipt } from '../../salaries/receipt.js'
import { requireToken } from '../csrf.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { speechOf } from '../mutations/scene.js'
import { respond } from '../respond.js'
import { countAddress } from '../sign-in/limits.js'
import { recogniseUser } from '../visit.js'
import { uploaded } from './uploaded.js'

/** What was found: receipts of the office, or none. `of` says what was held against them. */
interface Verdict {
  of: 'file' | 'code' | 'link'
  receipts: SealedReceipt[]
  /** Of the file that was sent. */
  sha256?: string
  name?: string
}

/**
 * Anybody can verify that wages were released, by the file, the receipt or the QR code on it. Shown is what the receipt says
 * without sums and people; the keys are published for those who verify by themselves.
 */
export function verification(deps: Deps): Router {
  const { db, config } = deps
  const router = Router()
  const keys = receiptKeys(config.receiptKey, config.oldReceiptKeys)

  router.get('/verify', recogniseUser, (req, res) => show(req, res, null))

  router.post('/verify', recogniseUser, async (req, res) => {
    await countAddress(req, 'verify')
    const file = await uploaded(req, res)
    requireToken(req)
    const typed = String(req.body.code ?? '').trim()
    const code = codeIn(typed) ?? (file?.text ? codeIn(file.text) : null)
    if (code) {
      const receipt = openReceipt(keys, code)
      return show(req, res, { of: 'code', receipts: receipt ? [receipt] : [] })
    }
    if (file) {
      const { sha256, name } = file
      return show(req, res, { of: 'file', receipts: await sealed(receiptsOfFile(db, sha256)), sha256, name })
    }
    if (typed) return show(req, res, { of: 'code', receipts: [] })
    show(req, res, null, true)
  })

  router.get('/verify/key', (_req, res) => {
    const [{ pem }] = keys.published
    const name = 'attachment; filename="key.pem"'
    res.set({ 'Content-Type': 'application/x-pem-file', 'Content-Disposition': name }).send(pem)
  })

  router.get('/.well-known/jwks.json', (_req, res) => {
    const published = keys.published.map(({ id, x }) => ({
      ...{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: id, x },
    }))
    res.set('Cache-Control', 'public, max-age=3600').json({ keys: published })
  })

  router.get('/verify/:id', recogniseUser, async (req, res) => {
    await countAddress(req, 'verify')
    const id = String(req.params.id)
    if (!/^[\w-]{22}$/.test(id)) throw notFound()
    const kept = await receiptById(db, id)
    show(req, res, { of: 'link', receipts: await sealed(kept ? [kept] : []) })
  })

  /** Those that one of our keys has signed: what lies in the database is not believed either. */
  async function sealed(kept: Promise<{ code: string }[]> | { code: string }[]): Promise<SealedReceipt[]> {
    return (await kept).map(({ code }) => openReceipt(keys, code)).filter((it) => it !== null)
  }

  function show(req: Request, res: Response, verdict: Verdict | null, isEmpty = false): void {
    const speech = speechOf(req)
    const errors = isEmpty ? { file: speech.t('verify:nothing') } : undefined
    respond(
      req,
      res,
      'verify/page',
      {
        title: speech.t('verify:title'),
        verdict: verdict && shown(verdict, speech, config.office),
        keys: keys.published.map(({ id, current }) => ({ id, current })),
        address: `${config.baseUrl}/verify/key`,
        ...(errors && { errors }),
      },
      isEmpty ? 422 : 200,
    )
  }
  return router
}

function shown(
  { of, receipts, sha256, name }: Verdict,
  { t, fmt }: ReturnType<typeof speechOf>,
  office: Office,
) {
  return {
    isValid: receipts.length > 0,
    title: t(`verify:${receipts.length > 0 ? 'valid' : 'invalid'}.${of}`),
    text: t(`verify:${receipts.length > 0 ? 'validText' : 'invalidText'}.${of}`),
    file: sha256
      ? [
          { label: t('verify:file'), value: name },
          { label: t('verify:hash'), value: sha256 },
        ]
      : [],
    receipts: receipts.map(({ receipt }) => [
      { label: t('verify:year'), value: String(receipt.year) },
      { label: t('verify:released'), value: fmt.date(swissDate(receipt.releasedAt)) },
      {
        label: t('verify:office'),
        value: receipt.office === office.number ? `${office.name} (${office.number})` : receipt.office,
      },
      { label: t('verify:hash'), value: receipt.file ?? t('verify:noFile') },
    ]),
  }
}

/** The code in what was typed or sent: the code itself, or the file of the receipt. */
function codeIn(text: string): string | null {
  const bare = text.replace(/\s/g, '')
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(bare)) return bare
  if (!bare.startsWith('{')) return null
  try {
    const { code } = JSON.parse(text)
    return typeof code === 'string' ? code : null
  } catch {
    return null
  }
}
