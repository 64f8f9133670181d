import type { Knex } from 'knex'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import type {
  AllowanceKind,
  ChildAnswers,
  FamilyAllowanceAnswers,
} from '../../domain/family-allowance/answers.js'
import type { Circumstances, ProposalLine, Rounding } from '../../domain/family-allowance/proposal.js'
import type { Canton } from '../../domain/kinds.js'
import { type Json, look, named } from '../look.js'
import { openListed } from '../person-keys.js'
import { employeeOf, type Mutation } from '../reports/mutations.js'

/** An allowance that was decided for a child. One whose end lies before its start was replaced before it ran. */
export interface Entitlement {
  id: string
  employeeId: string
  childId: string
  mutationId: string | null
  kind: AllowanceKind
  canton: Canton
  /** Rappen a month, or once for birth and adoption. */
  rate: number
  difference: number
  startsOn: IsoDate
  endsOn: IsoDate | null
  provenUntil: IsoDate | null
  /** The report that gave it its last day. */
  endedBy: string | null
  /** The end it had before that report stopped it; null had none. */
  endedBefore: IsoDate | null
}

/** The entitlements of an employee, newest first. */
export function entitlementsOf(db: Knex, employeeId: string): Promise<Entitlement[]> {
  return db('entitlements')
    .where({ employeeId })
    .where((span) => span.whereNull('endsOn').orWhereRaw('ends_on >= starts_on'))
    .orderBy([{ column: 'startsOn', order: 'desc' }, 'id'])
}

/** What the office knows beside the answers of a family-allowance report, on a day. */
export async function circumstancesOf(
  db: Knex,
  mutation: Mutation,
  today: IsoDate,
  rounding: Rounding,
): Promise<Circumstances> {
  const answers = mutation.answers as FamilyAllowanceAnswers
  const employeeId = employeeOf(mutation)
  const known = await look<Known>(db, knownSql, { employeeId, employerId: mutation.employerId })
  const { employment } = known
  const onFile = await openListed(db, known.onFile)
  const numbers = answers.children.flatMap((child) => child.ahvNumber ?? [])
  return {
    today,
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    employment: { from: employment?.startsOn ?? answers.employment.since, to: employment?.endsOn ?? null },
    onFile: onFile.map((it) => ({
      ...it,
      from: it.startsOn,
      to: it.endsOn,
    })),
    elsewhere: await drawnElsewhere(db, numbers, employeeId),
    rounding,
  }
}

interface Known {
  employment: { startsOn: IsoDate; endsOn: IsoDate | null } | null
  /** With the child's date of birth. */
  onFile: (Entitlement & { birthDate: IsoDate })[]
}

const knownSql = (json: Json) =>
  `select ${json.object({
    employment: `(select ${json.object(named('startsOn', 'endsOn'))} from employments
    where employee_id = :employeeId and employer_id = :employerId order by starts_on desc limit 1)`,
    onFile: json.list(
      entitlementFields,
      `select entitlements.*, children.birth_date from entitlements join children on children.id = entitlements.child_id
      where entitlements.employee_id = :employeeId and (ends_on is null or ends_on >= starts_on)`,
      'starts_on desc, id',
    ),
  })} as found`

const entitlementFields = named(
  ...([
    'id',
    'employeeId',
    'childId',
    'mutationId',
    'kind',
    'canton',
    'rate',
    'difference',
    'startsOn',
    'endsOn',
    'provenUntil',
    'endedBy',
    'endedBefore',
    'birthDate',
  ] satisfies (keyof Known['onFile'][number])[]),
)

/** Allowances that another person draws for children of these AHV numbers. */
export async function drawnElsewhere(
  db: Knex,
  ahvNumbers: string[],
  employeeId: string,
): Promise<Circumstances['elsewhere']> {
  if (ahvNumbers.length === 0) return []
  return db('entitlements')
    .join('children', 'children.id', 'entitlements.childId')
    .whereIn('children.ahvNumber', ahvNumbers)
    .whereNot('entitlements.employeeId', employeeId)
    .where((span) => span.whereNull('endsOn').orWhereRaw('ends_on >= starts_on'))
    .select('children.ahvNumber', 'entitlements.kind', { from: 'startsOn', to: 'endsOn' })
}

/** Puts a child of a report on file, once, and answers its id. */
export async function putChildOnFile(
  trx: Knex.Transaction,
  mutation: Mutation,
  child: ChildAnswers,
): Promise<string> {
  if (child.childId) return child.childId
  const { employerId, employeeId } = mutation
  const { firstName, lastName, birthDate, sex, relation, residenceCountry } = child
  const id = `${mutation.id}/${child.key}`
  await trx('children')
    .insert({
      id,
      employerId,
      employeeId,
      ahvNumber: child.ahvNumber ?? null,
      firstName,
      lastName,
      birthDate,
      sex,
      relation,
      residenceCountry,
      residenceCanton: child.residenceCanton ?? null,
    })
    .onConflict('id')
    .ignore()
  return id
}

/**
 * Carries out one granted line: writes it as an entitlement, once; or, when the line `ends` one that is on
 * file, gives that one its last day.
 */
export async function carryOut(
  trx: Knex.Transaction,
  mutation: Mutation,
  childId: string,
  line: ProposalLine,
  nth: number,
): Promise<void> {
  const { employerId, employeeId } = mutation
  if (line.ends) {
    await trx('entitlements')
      .where({ id: line.ends, employeeId })
      .update({ endsOn: line.to, endedBy: mutation.id })
    return
  }
  await trx('entitlements')
    .insert({
      id: `${mutation.id}/${line.childKey}/${line.kind}/${nth}`,
      employerId,
      employeeId,
      childId,
      mutationId: mutation.id,
      kind: line.kind,
      canton: line.canton,
      rate: line.rate,
      difference: line.difference ? 1 : 0,
      startsOn: line.from,
      endsOn: line.to,
      provenUntil: line.provenUntil,
    })
    .onConflict('id')
    .ignore()
}
