import type { Document } from '../../../db/reports/documents.js'
import { sentFor } from '../../../domain/asked-document.js'
import type {
  ChildAnswers,
  EmploymentAnswers,
  FamilyAllowanceAnswers,
  OtherParentAnswers,
  PaymentAnswers,
  RequestAnswers,
} from '../../../domain/family-allowance/answers.js'
import { countryName } from '../../../locales/country-name.js'
import { cantonName } from '../places.js'
import type { Row, Section, Speech } from '../summary.js'
import { groupedIban } from './iban.js'

/** What an employer reported about family allowances, topic by topic; a topic that was not asked is left out. */
export function summariseFamilyAllowance(
  answers: FamilyAllowanceAnswers,
  speech: Speech,
  documents: Document[],
): Section[] {
  const { t } = speech
  const ends = answers.request.purpose === 'end'
  const sections: [slug: string, rows: Row[]][] = [
    ['request', requestRows(answers.request, speech)],
    ['employment', ends ? [] : employmentRows(answers.employment, speech)],
    ['children', answers.children.map((child) => childRow(child, answers, speech))],
    ['other-parent', answers.otherParent ? otherParentRows(answers.otherParent, speech) : []],
    ['training', trainingRows(answers, speech)],
    ['documents', documentRows(answers, speech, documents)],
    ['payment', answers.payment ? paymentRows(answers.payment, speech) : []],
  ]
  return sections
    .filter(([slug, rows]) => rows.length > 0 || (slug === 'documents' && !ends))
    .map(([slug, rows]) => ({ slug, title: t(`familyAllowance:topic.${slug}`), rows }))
}

function requestRows({ purpose, from, endReason, remark }: RequestAnswers, { t, fmt }: Speech): Row[] {
  return [
    row(t('familyAllowance:request.purpose'), t(`familyAllowance:purpose.${purpose}`)),
    row(t(`familyAllowance:request.from.${purpose}`), fmt.date(from)),
    ...told(endReason, t('familyAllowance:request.endReason'), (it) => t(`familyAllowance:endReason.${it}`)),
    ...told(remark, t('familyAllowance:request.remark')),
  ]
}

function employmentRows(employment: EmploymentAnswers, { t, fmt }: Speech): Row[] {
  const { canton, since, until, yearlyIncome, otherEmployers, civilStatus } = employment
  const others = otherEmployers.map((it) =>
    t('familyAllowance:employment.other', { name: it.name, income: fmt.money(it.yearlyIncome) }),
  )
  return [
    row(t('familyAllowance:employment.canton'), cantonName(canton, t)),
    row(t('familyAllowance:employment.employed'), fmt.period(since, until)),
    row(t('familyAllowance:employment.yearlyIncome'), fmt.money(yearlyIncome)),
    row(
      t('familyAllowance:employment.otherEmployers'),
      others.length > 0 ? others : t('familyAllowance:employment.noOther'),
    ),
    row(t('familyAllowance:employment.civilStatus'), t(`familyAllowance:civilStatus.${civilStatus}`)),
  ]
}

function childRow(child: ChildAnswers, { request }: FamilyAllowanceAnswers, { t, fmt }: Speech): Row {
  const kinds = child.kinds.map((kind) => t(`familyAllowance:kind.${kind}`))
  const born = t('familyAllowance:child.born', { date: fmt.date(child.birthDate) })
  const key = child.key
  const label = nameOf(child)
  if (request.purpose === 'end')
    return { label, key, value: [born, ...(kinds.length ? [fmt.list(kinds)] : [])] }
  const residence =
    child.residenceCountry === 'CH' && child.residenceCanton
      ? cantonName(child.residenceCanton, t)
      : countryName(child.residenceCountry, t)
  const value = [
    kinds.length > 0
      ? t('familyAllowance:child.kindsFrom', { kinds: fmt.list(kinds), date: fmt.date(request.from) })
      : '',
    `${born}, ${t(`familyAllowance:sex.${child.sex}`)}`,
    child.ahvNumber
      ? t('familyAllowance:child.ahvNumberIs', { number: child.ahvNumber })
      : t('familyAllowance:child.noAhvNumber'),
    `${t(`familyAllowance:relation.${child.relation}`)}, ${residence}, ${t(`familyAllowance:livesWith.${child.livesWith}`)}`,
    t('familyAllowance:child.authorityIs', { who: t(`familyAllowance:authority.${child.authority}`) }),
    child.incapable ? t('familyAllowance:child.incapable') : '',
    child.motherResident === undefined
      ? ''
      : t(`familyAllowance:child.motherResidentIs.${child.motherResident ? 'yes' : 'no'}`),
  ]
  return { label, key, value: value.filter(Boolean) }
}

function otherParentRows(other: OtherParentAnswers, { t, fmt }: Speech): Row[] {
  const label = (field: string) => t(`familyAllowance:otherParent.${field}`)
  const name = [other.firstName, other.lastName].filter(Boolean).join(' ')
  return [
    other.known === 'yes'
      ? row(label('name'), name)
      : row(label('known'), t(`familyAllowance:known.${other.known}`)),
    ...told(other.birthDate, label('birthDate'), fmt.date),
    ...told(other.ahvNumber, label('ahvNumber')),
    ...told(other.work, label('work'), (it) => t(`familyAllowance:work.${it}`)),
    ...told(other.employerName, label('employerName')),
    ...told(other.canton, label('canton'), (it) => cantonName(it, t)),
    ...told(other.country, label('country'), (it) => countryName(it, t)),
    ...told(other.yearlyIncome, label('yearlyIncome'), fmt.money),
    ...told(other.receives, label('receives'), (it) => t(`familyAllowance:receives.${it}`)),
    ...told(other.receivesFrom, label('receivesFrom')),
    ...told(other.receivesUntil, label('receivesUntil'), fmt.date),
  ]
}

function trainingRows({ training, children }: FamilyAllowanceAnswers, { t, fmt }: Speech): Row[] {
  return children.flatMap((child) => {
    const it = training[child.key]
    if (!it) return []
    const income = t('familyAllowance:training.incomeIs', { amount: fmt.money(it.monthlyIncome) })
    const value = [
      t(`familyAllowance:training.kinds.${it.kind}`),
      it.institution,
      fmt.period(it.from, it.until),
      it.monthlyIncome > 0 ? income : t('familyAllowance:training.noIncome'),
    ]
    return [{ label: nameOf(child), key: child.key, value }]
  })
}

function documentRows(answers: FamilyAllowanceAnswers, { t, fmt }: Speech, documents: Document[]): Row[] {
  const uploads = documents.filter(({ origin }) => origin === 'upload')
  if (uploads.length === 0)
    return answers.request.purpose === 'end'
      ? []
      : [row(t('mutations:documents.sent'), t('mutations:documents.none'))]
  return uploads.map((document) => {
    const labels = sentFor(document, answers.documents).map(({ purpose, childKey }) => {
      const child = answers.children.find((it) => it.key === childKey)
      const name = t(`familyAllowance:document.${purpose}`)
      return child ? `${name}, ${nameOf(child)}` : name
    })
    return { label: fmt.list(labels), value: [document.name], documents: [document.id] }
  })
}

function paymentRows({ to, iban, holder, reason }: PaymentAnswers, { t }: Speech): Row[] {
  return [
    row(t('familyAllowance:payment.to'), t(`familyAllowance:paidTo.${to}`)),
    ...told(iban, t('familyAllowance:payment.iban'), groupedIban),
    ...told(holder, t('familyAllowance:payment.holder')),
    ...told(reason, t('familyAllowance:payment.reason')),
  ]
}

/** First and last name of a child. */
export const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`

const row = (label: string, value: string | string[]): Row => ({ label, value })

function told<V>(value: V | undefined, label: string, say: (value: V) => string = String): Row[] {
  return value === undefined || value === '' ? [] : [row(label, say(value))]
}
