import { storeDocument } from '../db/reports/documents.js'
import { beginDraft, saveDraft } from '../db/reports/drafts.js'
import { type Draft, mutationById } from '../db/reports/mutations.js'
import { submit } from '../db/reports/submissions.js'
import type { Instant, IsoDate } from '../domain/dates.js'
import { francs } from '../domain/money.js'
import { subjectNamed } from '../domain/names.js'
import type { NewEmployeeAnswers, NewPerson, NewWork } from '../domain/new-employee/answers.js'
import { amount } from '../locales/figures.js'
import { translator } from '../locales/i18n.js'
import { dateFields } from '../web/mutations/fields.js'
import { userId } from './accounts.js'
import { type Firm, firms } from './firms.js'
import { idOf, referenceOf } from './ids.js'
import { paper } from './papers.js'
import { proceed, type Scene, type Stage } from './stage.js'
import { later, moment, type When } from './when.js'

/** Somebody whose entry an employer of the demo reports. */
export interface Newcomer {
  /** Id of the firm. */
  firm: string
  /** E-mail address of who reports it. */
  by: string
  person: Omit<NewPerson, 'birthDate'> & { born: When }
  home: { street: string; zip: string; city: string }
  work: Pick<NewWork, 'function' | 'workload' | 'allowances'> & { from: When; wage: number }
  /** For the insurance card, with a copy of the passport: of those who have no AHV number. */
  card?: NewEmployeeAnswers['card']
}

const nameOf = ({ person }: Newcomer) => `${person.firstName} ${person.lastName}`
const mutationOf = (it: Newcomer) => idOf('mutation', nameOf(it), 'entry')

/** Somebody has said who begins to work, and left the rest for later. */
export const entryBegun =
  (it: Newcomer, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = moment(day, daysAgo, 17, 21)
    const only = ({ person }: Draft) => ({ person })
    return [
      { at, play: (stage) => begin(stage, it, at) },
      { at: later(at, 200), play: (stage) => fillIn(stage, it, later(at, 200), only) },
    ]
  }

/** An entry is reported; where the number is known and contradicts nothing, it is confirmed at once. */
export const entrySent =
  (it: Newcomer, daysAgo: number, hour = 9) =>
  (day: IsoDate): Scene[] => {
    const at = moment(day, daysAgo, hour, 3 + (daysAgo % 50))
    const [begun, filled] = [later(at, -700), later(at, -60)]
    return [
      { at: begun, play: (stage) => begin(stage, it, begun) },
      { at: filled, play: (stage) => fillIn(stage, it, filled, (draft) => draft) },
      { at, play: (stage) => send(stage, it, at) },
    ]
  }

async function begin({ db }: Stage, it: Newcomer, at: Instant): Promise<void> {
  const id = mutationOf(it)
  const about = { kind: 'new-employee' as const, reference: referenceOf(id, 'new-employee') }
  const fresh = { id, ...about, employerId: it.firm, employeeId: null, draft: {} }
  await beginDraft(db, fresh, { actor: userId(it.by), at })
}

async function fillIn(stage: Stage, it: Newcomer, at: Instant, keep: (draft: Draft) => Draft): Promise<void> {
  const id = mutationOf(it)
  const by = { actor: userId(it.by), at }
  if (it.card)
    await stage.db.transaction(async (trx) => {
      const { bytes, ...document } = await passportOf(it, at)
      await storeDocument(trx, document, bytes, by)
    })
  const draft = typedEntry(answersOf(it, stage.day))
  await saveDraft(
    stage.db,
    id,
    () => keep(draft),
    by,
    () => subjectNamed(it.person),
  )
}

async function send(stage: Stage, it: Newcomer, at: Instant): Promise<void> {
  const mutation = await mutationById(stage.db, mutationOf(it))
  await submit(stage.db, mutation, answersOf(it, stage.day), { actor: userId(it.by), at })
  await proceed(stage, mutation.id, later(at, 2))
}

function answersOf(it: Newcomer, day: IsoDate): NewEmployeeAnswers {
  const firm = firmOf(it)
  const { born, ...person } = it.person
  const { from, wage, ...work } = it.work
  return {
    person: { ...person, birthDate: born(day) },
    contact: { civilStatus: 'single', ...it.home, country: 'CH', language: firm.language },
    work: {
      ...{ startsOn: from(day), canton: firm.canton, workplace: firm.city },
      ...{ ...work, monthlyWage: francs(wage) },
    },
    ...(it.card && { card: it.card }),
    documents: it.card ? [{ documentId: idOf('paper', mutationOf(it)), purpose: 'identity' }] : [],
  }
}

/** The report as its sender would have typed it. */
function typedEntry({ person, contact, work, card, documents }: NewEmployeeAnswers): Draft {
  const { ahvNumber, birthDate, ...named } = person
  const { startsOn, endsOn: _open, allowances, monthlyWage, workload, ...job } = work
  return {
    person: {
      ...(ahvNumber ? { hasNumber: 'yes', ahvNumber } : { hasNumber: 'no' }),
      ...{ ...named, ...dateFields('birthDate', birthDate) },
    },
    contact: { ...contact },
    work: {
      ...{ ...job, ...dateFields('startsOn', startsOn), workload: String(workload) },
      ...{ monthlyWage: amount(monthlyWage), allowances: allowances ? 'yes' : 'no' },
    },
    ...(card && { card: { ...card } }),
    ...(documents.length > 0 && { documents: { about: {}, seen: true } }),
  }
}

async function passportOf(it: Newcomer, at: Instant) {
  const title = translator(firmOf(it).language)('newEmployee:document.identity')
  return {
    ...{ id: idOf('paper', mutationOf(it)), employerId: it.firm, employeeId: null },
    ...{ mutationId: mutationOf(it), origin: 'upload' as const, purpose: 'identity' },
    ...{ name: 'Pass.pdf', mime: 'application/pdf' },
    bytes: await paper(title, [nameOf(it)], at),
  }
}

function firmOf({ firm }: Newcomer): Firm {
  const found = firms.find(({ id }) => id === firm)
  if (!found) throw new Error(`there is no firm ${firm} in the demo`)
  return found
}
