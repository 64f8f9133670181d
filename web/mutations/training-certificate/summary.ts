import type { Document } from '../../../db/reports/documents.js'
import { swissDate } from '../../../domain/dates.js'
import type {
  CertificateAnswers,
  Given,
  TrainingCertified,
} from '../../../domain/training-certificate/answers.js'
import { schoolYearName } from '../../../domain/training-certificate/school-year.js'
import { countryName } from '../../../locales/country-name.js'
import type { Row, Section, Speech } from '../summary.js'

/** What was asked about a child, and each answer to it. */
export function summariseTrainingCertificate(
  answers: CertificateAnswers,
  speech: Speech,
  documents: Document[],
): Section[] {
  const { t, fmt } = speech
  const given = answers.certificates.map((certificate) => ({
    slug: 'certificate',
    title: t('trainingCertificate:given', { date: fmt.date(swissDate(certificate.at)) }),
    rows: certificateRows(certificate, speech),
  }))
  const uploads = documents.filter(({ origin }) => origin === 'upload')
  const papers = uploads.map((document) => ({
    label: t(`trainingCertificate:document.${document.purpose}`),
    value: [document.name],
    documents: [document.id],
  }))
  return [
    { slug: 'question', title: t('trainingCertificate:question'), rows: questionRows(answers, speech) },
    ...given,
    ...(papers.length > 0 ? [{ slug: 'documents', title: t('mutations:page.documents'), rows: papers }] : []),
  ]
}

function questionRows({ child, why, schoolYear, until }: CertificateAnswers, { t, fmt }: Speech): Row[] {
  return [
    row(t('trainingCertificate:child'), `${child.firstName} ${child.lastName}`),
    row(t('trainingCertificate:born'), fmt.date(child.birthDate)),
    row(t('trainingCertificate:schoolYear'), schoolYearName(schoolYear)),
    row(t(`trainingCertificate:until.${why}`), fmt.date(until)),
  ]
}

/** One answer in words. */
export function certificateRows(certificate: Given, speech: Speech): Row[] {
  const { t, fmt } = speech
  const state = row(t('trainingCertificate:state'), t(`trainingCertificate:states.${certificate.state}`))
  const remark = certificate.remark ? [row(t('trainingCertificate:remark'), certificate.remark)] : []
  if (certificate.state === 'training') return [state, ...trainingRows(certificate, speech), ...remark]
  const lastDay = certificate.lastDay
    ? [row(t('trainingCertificate:lastDay'), fmt.date(certificate.lastDay))]
    : []
  if (certificate.state === 'ended') return [state, ...lastDay, ...remark]
  const resumes = certificate.resumesOn
    ? fmt.date(certificate.resumesOn)
    : t('trainingCertificate:resumesUnknown')
  return [
    state,
    ...lastDay,
    row(t('trainingCertificate:pauseWhy'), t(`trainingCertificate:pauses.${certificate.why}`)),
    row(t('trainingCertificate:resumesOn'), resumes),
    ...remark,
  ]
}

function trainingRows(training: TrainingCertified, { t, fmt }: Speech): Row[] {
  const { kind, title, institution, place, country, from, until, extent, hours, monthlyIncome, gap } =
    training
  const where = country === 'CH' ? place : `${place}, ${countryName(country, t)}`
  const week = hours === undefined ? [] : [t('trainingCertificate:hoursAre', { count: hours })]
  return [
    row(t('trainingCertificate:kind'), t(`trainingCertificate:kinds.${kind}`)),
    row(t('trainingCertificate:trainingTitle'), title),
    row(t('trainingCertificate:institution'), [institution, where]),
    row(t('trainingCertificate:period'), fmt.period(from, until)),
    row(t('trainingCertificate:extent'), [t(`trainingCertificate:extents.${extent}`), ...week]),
    row(
      t('trainingCertificate:monthlyIncome'),
      monthlyIncome > 0 ? fmt.money(monthlyIncome) : t('trainingCertificate:noIncome'),
    ),
    ...(gap ? [row(t('trainingCertificate:gap'), t(`trainingCertificate:pauses.${gap}`))] : []),
  ]
}

const row = (label: string, value: string | string[]): Row => ({ label, value })
