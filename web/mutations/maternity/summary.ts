import type { Document } from '../../../db/reports/documents.js'
import type { Draft } from '../../../db/reports/mutations.js'
import { type SentDocument, sentFor } from '../../../domain/asked-document.js'
import type { WageAnswers } from '../../../domain/daily-allowance/answers.js'
import type { MaternityAnswers } from '../../../domain/maternity/answers.js'
import { countryName } from '../../../locales/country-name.js'
import { groupedIban } from '../family-allowance/iban.js'
import type { Facts } from '../journey.js'
import type { Row, Section, Speech } from '../summary.js'
import { readAccount } from './account.js'
import { readChildren } from './children.js'
import { readHospital } from './hospital.js'
import { readAbroad } from './insurance.js'
import { readOtherWork } from './other-work.js'

/** What was reported about a birth, topic by topic; a topic that was not asked is left out. */
export function summariseMaternity(
  answers: Omit<MaternityAnswers, 'documents'> & { documents: SentDocument[] },
  speech: Speech,
  documents: Document[],
): Section[] {
  const { t } = speech
  const sections: [slug: string, rows: Row[]][] = [
    ['birth', birthRows(answers, speech)],
    ['employment', employmentRows(answers, speech)],
    ['wage', wageRows(answers.wage, speech)],
    ['leave-pay', leavePayRows(answers, speech)],
    ['children', childRows(answers, speech)],
    ['insurance', abroadRows(answers, speech)],
    ['other-work', otherWorkRows(answers, speech)],
    ['hospital', hospitalRows(answers, speech)],
    ['account', accountRows(answers, speech)],
    ['documents', documentRows(answers.documents, speech, documents)],
  ]
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([slug, rows]) => ({ slug, title: t(`maternity:topic.${slug}`), rows }))
}

type MothersPart = Pick<MaternityAnswers, 'children' | 'abroad' | 'work' | 'hospital' | 'since' | 'account'>

/** The mother's part of a draft alone, as far as it can be read. */
export function motherSections(draft: Draft, facts: Facts, speech: Speech): Section[] {
  const { t } = speech
  const [children, abroad, work] = [
    readChildren(draft, facts),
    readAbroad(draft, facts),
    readOtherWork(draft, facts),
  ]
  const [stay, account] = [readHospital(draft, facts), readAccount(draft, facts)]
  if ('faults' in children || 'faults' in abroad || 'faults' in work || 'faults' in stay) return []
  const part: MothersPart = {
    children: children.value,
    abroad: abroad.value,
    work: work.value,
    ...stay.value,
    ...('value' in account && { account: account.value }),
  }
  const sections: [slug: string, rows: Row[]][] = [
    ['children', childRows(part, speech)],
    ['insurance', abroadRows(part, speech)],
    ['other-work', otherWorkRows(part, speech)],
    ['hospital', hospitalRows(part, speech)],
    ['account', accountRows(part, speech)],
  ]
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([slug, rows]) => ({ slug, title: t(`maternity:topic.${slug}`), rows }))
}

function birthRows({ birth }: Pick<MaternityAnswers, 'birth'>, { t, fmt }: Speech): Row[] {
  return [
    row(t('maternity:birth.date'), fmt.date(birth.date)),
    row(t('maternity:birth.alive'), t(`common:form.${birth.alive ? 'yes' : 'no'}`)),
    ...told(birth.weeks, t('maternity:birth.weeks')),
    row(t('maternity:birth.term'), t(`maternity:term.${birth.term}`)),
  ]
}

function employmentRows({ employment }: Pick<MaternityAnswers, 'employment'>, { t, fmt }: Speech): Row[] {
  return [
    row(t('maternity:employment.employed'), fmt.period(employment.since, employment.until)),
    row(t('maternity:employment.state'), t(`maternity:state.${employment.state}`)),
  ]
}

function wageRows(wage: WageAnswers, { t, fmt }: Speech): Row[] {
  const ofWage = (field: string) => t(`maternity:wage.${field}`)
  return [
    row(t(`maternity:wageType.${wage.type}`), fmt.money(wage.amount)),
    ...told(wage.hours, ofWage('hours'), (it) => fmt.number(it / 100)),
    ...told(wage.absentDays || undefined, ofWage('absentDays')),
    ...told(wage.absence, ofWage('absence'), (it) => t(`maternity:absence.${it}`)),
    ...told(wage.inKind || undefined, ofWage('inKind'), fmt.money),
    ...told(wage.thirteenth || undefined, ofWage('thirteenthSum'), fmt.money),
    ...told(wage.bonus || undefined, ofWage('bonus'), fmt.money),
  ]
}

function leavePayRows(
  { leavePay, since }: Pick<MaternityAnswers, 'leavePay' | 'since'>,
  { t, fmt }: Speech,
): Row[] {
  const ofPay = (field: string) => t(`maternity:leavePay.${field}`)
  return [
    row(ofPay('paid'), t(`maternity:paid.${leavePay.paid}`)),
    ...told(leavePay.percent, ofPay('percent'), (it) => `${it} %`),
    ...told(leavePay.until, ofPay('until'), fmt.date),
    ...told(since.returnOn, ofPay('returnOn'), fmt.date),
  ]
}

const childRows = ({ children }: MothersPart, { t, fmt }: Speech): Row[] =>
  children.map(({ key, firstName, lastName, birthDate, ahvNumber }) => ({
    key,
    label: `${firstName} ${lastName}`,
    value: [
      t('maternity:children.born', { date: fmt.date(birthDate) }),
      ahvNumber ? t('maternity:children.numberIs', { number: ahvNumber }) : t('maternity:children.noNumber'),
    ],
  }))

function abroadRows({ abroad }: MothersPart, { t, fmt }: Speech): Row[] {
  if (abroad.length === 0) return [row(t('maternity:insurance.abroad'), t('common:form.no'))]
  return abroad.map(({ from, to, country, worked }) =>
    row(countryName(country, t), [
      fmt.period(from, to),
      t(`maternity:insurance.workedThere.${worked ? 'yes' : 'no'}`),
    ]),
  )
}

function otherWorkRows({ work }: MothersPart, { t, fmt }: Speech): Row[] {
  const ofWork = (field: string) => t(`maternity:otherWork.${field}`)
  const { otherEmployers, earlier, selfEmployed, formerAllowance } = work
  const others = otherEmployers.map(({ name, since, monthlyWage }) =>
    t('maternity:otherWork.other', { name, since: fmt.date(since), wage: fmt.money(monthlyWage) }),
  )
  const before = earlier.map(({ name, from, to }) => `${name}, ${fmt.period(from, to)}`)
  return [
    row(ofWork('hasOther'), others.length > 0 ? others : t('common:form.no')),
    ...(before.length > 0 ? [row(ofWork('hasEarlier'), before)] : []),
    ...(selfEmployed ? [row(ofWork('selfEmployed'), t('common:form.yes'))] : []),
    ...told(formerAllowance, ofWork('hasFormer'), (it) => `${it.insurer}, ${fmt.money(it.amount)}`),
  ]
}

function hospitalRows({ hospital, since }: MothersPart, { t, fmt }: Speech): Row[] {
  const ofStay = (field: string) => t(`maternity:hospital.${field}`)
  return [
    row(ofStay('stay'), hospital ? fmt.period(hospital.from, hospital.to) : t('common:form.no')),
    ...(hospital ? [row(ofStay('returns'), t(`common:form.${hospital.returns ? 'yes' : 'no'}`))] : []),
    ...told(since.otherParentDiedOn, ofStay('otherParentDiedOn'), fmt.date),
  ]
}

function accountRows({ account }: MothersPart, { t }: Speech): Row[] {
  if (!account) return []
  return [
    row(t('maternity:account.iban'), groupedIban(account.iban)),
    row(t('maternity:account.holder'), account.holder),
  ]
}

function documentRows(sent: SentDocument[], { t, fmt }: Speech, documents: Document[]): Row[] {
  const uploads = documents.filter(({ origin }) => origin === 'upload')
  if (uploads.length === 0) return [row(t('mutations:documents.sent'), t('mutations:documents.none'))]
  return uploads.map(({ id, name, purpose }) => ({
    label: fmt.list(sentFor({ id, purpose }, sent).map((it) => t(`maternity:document.${it.purpose}`))),
    value: [name],
    documents: [id],
  }))
}

const row = (label: string, value: string | string[]): Row => ({ label, value })

function told<V>(value: V | undefined, label: string, say: (value: V) => string = String): Row[] {
  return value === undefined ? [] : [row(label, say(value))]
}
