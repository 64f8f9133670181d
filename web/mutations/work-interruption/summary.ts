import type { Document } from '../../../db/reports/documents.js'
import { type AskedDocument, sentFor } from '../../../domain/asked-document.js'
import type {
  Resumption,
  WageAnswers,
  WorkInterruptionAnswers,
} from '../../../domain/work-interruption/answers.js'
import type { Row, Section, Speech } from '../summary.js'

/** What an employer reported about an interruption, topic by topic. */
export function summariseWorkInterruption(
  answers: WorkInterruptionAnswers,
  speech: Speech,
  documents: Document[],
): Section[] {
  const { t, fmt } = speech
  const uploads = documents.filter(({ origin }) => origin === 'upload')
  const nameOf = (asked: AskedDocument) => t(`workInterruption:document.${asked.purpose}`)
  const sections: [slug: string, rows: Row[]][] = [
    ['reason', [row(t('workInterruption:topic.reason'), t(`workInterruption:reasons.${answers.reason}`))]],
    ['period', periodRows(answers, speech)],
    ['wage', answers.wage ? wageRows(answers.wage, speech) : []],
    [
      'documents',
      uploads.map(({ id, name, purpose }) => ({
        ...row(fmt.list(sentFor({ id, purpose }, answers.documents).map(nameOf)), [name]),
        documents: [id],
      })),
    ],
  ]
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([slug, rows]) => ({ slug, title: t(`workInterruption:topic.${slug}`), rows }))
}

function periodRows(answers: WorkInterruptionAnswers, { t, fmt }: Speech): Row[] {
  const { reason, begin, extension, until, resumption, remark } = answers
  return [
    row(t(`workInterruption:period.${reason === 'death' ? 'died' : 'begin'}`), fmt.date(begin)),
    ...(extension
      ? [row(t('workInterruption:extension'), t(`workInterruption:extensions.${extension}`))]
      : []),
    ...(reason === 'death'
      ? []
      : [
          row(
            t('workInterruption:period.until'),
            until ? fmt.date(until) : t('workInterruption:period.unknown'),
          ),
        ]),
    ...(resumption
      ? [row(t('workInterruption:resumption.title'), resumptionText(resumption, { t, fmt }))]
      : []),
    ...(remark ? [row(t('workInterruption:remark'), remark)] : []),
  ]
}

/** "20. August 2026, Pensum 50 %, AHV-Lohn CHF 3'000.00 pro Monat" */
export function resumptionText({ on, degree, wage }: Resumption, { t, fmt }: Speech): string[] {
  return [
    fmt.date(on),
    t('workInterruption:resumption.degreeIs', { degree }),
    ...(wage === undefined ? [] : [t('workInterruption:resumption.wageIs', { amount: fmt.money(wage) })]),
  ]
}

function wageRows(wage: WageAnswers, { t, fmt }: Speech): Row[] {
  const { paid, share, until, incapacity, dailyAllowance, residual } = wage
  const end = until ? fmt.date(until) : t('workInterruption:period.unknown')
  return [
    ...(incapacity ? [row(t('workInterruption:wage.incapacity'), `${incapacity} %`)] : []),
    row(
      t('workInterruption:wage.paid'),
      paid === 'partly' ? t('workInterruption:wage.partlyIs', { share }) : t(`workInterruption:wage.${paid}`),
    ),
    ...(paid === 'none' ? [] : [row(t('workInterruption:wage.until'), end)]),
    ...(dailyAllowance ? [row(t('workInterruption:wage.dailyAllowance'), `${dailyAllowance} %`)] : []),
    ...(residual === undefined ? [] : [row(t('workInterruption:wage.residual'), fmt.money(residual))]),
  ]
}

const row = (label: string, value: string | string[]): Row => ({ label, value })
