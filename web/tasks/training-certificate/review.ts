import { certificateFactsOf } from '../../../db/certificates.js'
import { certificateKey } from '../../../documents/training-certificate-rules.js'
import type { ProposalLine } from '../../../domain/family-allowance/proposal.js'
import { arrearsSum, monthlySum } from '../../../domain/family-allowance/sums.js'
import { type CertificateAnswers, openCertificate } from '../../../domain/training-certificate/answers.js'
import type { CertificateResult } from '../../../domain/training-certificate/outcome.js'
import { proposeCertificate } from '../../../domain/training-certificate/propose.js'
import { proposalItems } from '../family-allowance/proposal-items.js'
import type { Scene } from '../form.js'
import { reviewOf } from '../review.js'

/** A caseworker decides whether an education allowance goes on: as the rules suggest with one click. */
export const reviewCertificate = reviewOf<CertificateAnswers, CertificateResult>({
  async find({ deps, mutation, today }, answers) {
    const facts = await certificateFactsOf(deps.db, mutation, today, deps.config.rounding)
    const { verdict, lines } = proposeCertificate(answers, facts)
    const certificate = openCertificate(answers)
    const isProven = answers.documents.length > 0 || certificate?.state !== 'training'
    return { verdict, result: { lines }, missing: isProven ? [] : [{ purpose: 'training' }] }
  },

  show: ({ lines }, scene, { child }) => ({
    items: proposalItems(lines, new Map([[child.id, child.firstName]]), scene, certificateKey),
    totals: totalsOf(lines, scene),
  }),
})

function totalsOf(lines: ProposalLine[], { t, fmt, today, deps }: Scene) {
  const monthly = monthlySum(lines, today)
  const due = arrearsSum(lines, { ...nobody, today, rounding: deps.config.rounding })
  return [
    ...(monthly > 0 ? [{ text: t('tasks:review.monthly'), sum: fmt.money(monthly) }] : []),
    ...(due > 0 ? [{ text: t('tasks:review.arrears'), sum: fmt.money(due) }] : []),
  ]
}

const nobody = { submittedOn: '', employment: { from: '', to: null }, onFile: [], elsewhere: [] }
