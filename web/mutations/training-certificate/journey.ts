import type { CertificateAnswers } from '../../../domain/training-certificate/answers.js'
import { schoolYearName } from '../../../domain/training-certificate/school-year.js'
import type { Journey } from '../journey.js'

/** A training certificate is asked for by the office: there is nothing to begin, only a question to answer. */
export const trainingCertificate = {
  begin: () => ({}),
  title: (_draft, t) => t('mutations:kind.training-certificate'),
  topic: (_slug, t) => t('mutations:kind.training-certificate'),
  steps: [],
  answers: () => ({}),
  preview: () => ({ rows: [], total: null, missing: [] }),
  highlights: ({ child, schoolYear, until }: CertificateAnswers, _sections, { t, fmt }) => [
    { label: t('trainingCertificate:child'), value: `${child.firstName} ${child.lastName}` },
    { label: t('trainingCertificate:schoolYear'), value: schoolYearName(schoolYear) },
    { label: t('trainingCertificate:provenUntil'), value: fmt.date(until) },
  ],
} satisfies Journey
