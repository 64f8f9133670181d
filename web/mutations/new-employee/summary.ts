import type { Document } from '../../../db/reports/documents.js'
import type {
  CardRegistration,
  Contact,
  NewEmployeeAnswers,
  NewPerson,
  NewWork,
} from '../../../domain/new-employee/answers.js'
import { countryName } from '../../../locales/country-name.js'
import { languageNames } from '../../../locales/i18n.js'
import { cantonName } from '../places.js'
import type { Row, Section, Speech } from '../summary.js'

/** What an employer reported about an entry, topic by topic; a topic that was not asked is left out. */
export function summariseNewEmployee(
  { person, contact, work, card, documents }: NewEmployeeAnswers,
  speech: Speech,
  files: Document[],
): Section[] {
  const sections: [slug: string, rows: Row[]][] = [
    ['person', personRows(person, speech)],
    ['contact', contactRows(contact, speech)],
    ['work', workRows(work, speech)],
    ['card', card ? cardRows(card, speech) : []],
    ['documents', documentRows(documents, speech, files)],
  ]
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([slug, rows]) => ({ slug, title: speech.t(`newEmployee:topic.${slug}`), rows }))
}

function personRows(
  { ahvNumber, firstName, lastName, birthDate, sex, nationality }: NewPerson,
  speech: Speech,
) {
  const { t, fmt } = speech
  return [
    row(t('newEmployee:person.name'), `${firstName} ${lastName}`),
    row(t('newEmployee:person.ahvNumber'), ahvNumber ?? t('newEmployee:person.noneYet')),
    row(t('newEmployee:person.birthDate'), fmt.date(birthDate)),
    row(t('newEmployee:person.sex'), t(`employees:sex.${sex}`)),
    row(t('newEmployee:person.nationality'), countryName(nationality, t)),
  ]
}

function contactRows({ street, zip, city, country, civilStatus, language }: Contact, { t }: Speech): Row[] {
  const abroad = country === 'CH' ? [] : [countryName(country, t)]
  return [
    row(t('newEmployee:contact.address'), [street, `${zip} ${city}`, ...abroad]),
    row(t('newEmployee:contact.civilStatus'), t(`familyAllowance:civilStatus.${civilStatus}`)),
    row(t('newEmployee:contact.language'), languageNames[language]),
  ]
}

function workRows(work: NewWork, { t, fmt }: Speech): Row[] {
  const label = (field: string) => t(`newEmployee:work.${field}`)
  return [
    row(label('startsOn'), fmt.date(work.startsOn)),
    ...(work.endsOn ? [row(label('endsOn'), fmt.date(work.endsOn))] : []),
    row(label('workplace'), work.workplace),
    row(label('canton'), cantonName(work.canton, t)),
    row(label('function'), work.function),
    ...(work.personnelNumber ? [row(label('personnelNumber'), work.personnelNumber)] : []),
    row(label('workload'), `${work.workload} %`),
    row(label('monthlyWage'), fmt.money(work.monthlyWage)),
    row(label('allowances'), t(`common:form.${work.allowances ? 'yes' : 'no'}`)),
  ]
}

const cardRows = (card: CardRegistration, { t }: Speech): Row[] =>
  (['allFirstNames', 'singleName', 'birthPlace', 'mother', 'father'] as const).map((field) =>
    row(t(`newEmployee:card.${field}`), card[field]),
  )

/** Only what was sent: a copy that is missing is asked for in a task. */
function documentRows(sent: NewEmployeeAnswers['documents'], { t }: Speech, files: Document[]): Row[] {
  return sent.flatMap(({ documentId, purpose }) => {
    const file = files.find(({ id }) => id === documentId)
    if (!file) return []
    return [{ label: t(`newEmployee:document.${purpose}`), value: [file.name], documents: [file.id] }]
  })
}

const row = (label: string, value: string | string[]): Row => ({ label, value })
