import { papersAboutOne } from '../papers-about-one.js'

export const certificatePapers = ['training', 'contract', 'income', 'medical', 'other'] as const

/** The documents that can be asked for about an education. */
export const trainingCertificatePapers = papersAboutOne(certificatePapers, (purpose, t) =>
  t(`trainingCertificate:document.${purpose}`),
)
