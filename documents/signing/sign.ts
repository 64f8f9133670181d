import { SignPdf } from '@signpdf/signpdf'
import { CmsSigner } from './cms.js'
import type { Signer } from './signer.js'

/** Fills in the signature of a PDF that has a field for one. Throws when it cannot. */
export const sign = (pdf: Buffer, signer: Signer): Promise<Buffer> =>
  new SignPdf().sign(pdf, new CmsSigner(signer))
