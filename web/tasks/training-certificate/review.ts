import { certificateFactsOf } from '../../../db/certificates/certificates.js'
import { certificateKey } from '../../../documents/training-certificate-rules.js'
import type { ProposalLine } from '../../../domain/family-allowance/proposal.js'
import { arrearsSum, monthlySum } from '../../../domain/family-allowance/sums.js'
import { type CertificateAnswers, openCertificate } from '../../../domain/training-certificate/answers.js'
import type { CertificateFacts } from '../../../domain/training-certificate/facts.js'
import type { CertificateResult } from '../../../domain/training-certificate/outcome.js'
import { proposeCertificate } from '../../../domain/training-certificate/propose.js'
import { proposalItems } from '../family-allowance/proposal-items.js'
import type { Scene } from '../form.js'
import { type Findings, reviewOf } from '../review.js'

interface Found extends Findings<CertificateResult> {
  facts: CertificateFacts
}

/** A caseworker decides whether an education allowance goes on: as the rules suggest with one click. */
export const reviewCertificate = reviewOf<CertificateAnswers, CertificateResult, Found>({
  async find({ deps, mutation, today }, answers) {
    const facts = await certificateFactsOf(deps.db, mutation, today, deps.config.rounding)
    const { verdict, lines } = proposeCertificate(answers, facts)
    const certificate = openCertificate(answers)
    const isProven = answers.documents.length > 0 || certificate?.state !== 'training'
    return { verdict, result: { lines }, missing: isProven ? [] : [{ purpose: 'training' }], facts }
  },

  show: ({ lines }, scene, { child }, { facts }) => ({
    items: proposalItems(lines, new Map([[child.id, child.firstName]]), scene, certificateKey),
    totals: totalsOf(lines, facts, scene),
  }),
})

function totalsOf(lines: ProposalLine[], facts: CertificateFacts, { t, fmt, today }: Scene) {
  const monthly = monthlySum(lines, today)
  const due = arrearsSum(lines, { ...facts, today })
  return [
    ...(monthly > 0 ? [{ text: t('tasks:review.monthly'), sum: fmt.money(monthly) }] : []),
    ...(due > 0 ? [{ text: t('tasks:review.arrears'), sum: fmt.money(due) }] : []),
  ]
}
