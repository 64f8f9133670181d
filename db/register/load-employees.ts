import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { EmployeeValues } from '../../domain/register/columns.js'
import { employeeFaults } from '../../domain/register/employees.js'
import type { Line } from '../../domain/register/table.js'
import { type By, type Entry, noteAll } from '../audit/note.js'
import { searchText } from '../people/search.js'
import { type RegisteredExit, reportExits } from './exits.js'
import { type Loaded, rowsAtOnce } from './load-members.js'
import { type PersonOnFile, peopleMeant, placeOf, type Work } from './load-people.js'

interface Load {
  by: By
  dryRun: boolean
  /** Members that the file of members brings and a dry run has not written. */
  announced: Set<string>
}

/**
 * Brings people and their employments up to date, by member number and AHV number, each employment by its first day; nobody is
 * deleted. What employers keep themselves is taken for a new employment only, the language of letters for a new person only. Where an
 * employment ends and allowances run on, a report goes to the office.
 */
export async function loadEmployees(db: Knex, lines: Line<EmployeeValues>[], load: Load): Promise<Loaded> {
  const faults = employeeFaults(lines)
  const faulty = new Set(faults.map(({ line }) => line))
  const sound = lines.filter(({ line }) => !faulty.has(line))
  const loaded: Loaded = { added: 0, changed: 0, same: 0, faults }
  const newest: Newest = new Map()
  for (let from = 0; from < sound.length; from += rowsAtOnce)
    await db.transaction((trx) => loadSome(trx, sound.slice(from, from + rowsAtOnce), load, loaded, newest))
  const ended = [...newest.values()].flatMap(({ exit }) => exit ?? [])
  const exits = await reportExits(db, ended, load.by, load.dryRun)
  return exits > 0 ? { ...loaded, exits } : loaded
}

/** The newest employment of each person, whether the file has an end of it or not. */
type Newest = Map<string, { startsOn: string; exit: RegisteredExit | null }>

async function loadSome(
  trx: Knex.Transaction,
  lines: Line<EmployeeValues>[],
  { by, dryRun, announced }: Load,
  loaded: Loaded,
  newest: Newest,
): Promise<void> {
  const { employers, people } = await peopleMeant(trx, lines.map(({ values }) => values), !dryRun) // biome-ignore format: one line
  const noted: { by: By; entry: Entry }[] = []
  for (const { line, values } of lines) {
    const employerId = employers.get(values.memberNumber)
    if (!employerId) {
      if (announced.has(values.memberNumber)) loaded.added++
      else loaded.faults.push({ line, reason: 'memberNumber is that of no member' })
      continue
    }
    const person = people.find(employerId, values)
    const place = placeOf(values, person)
    if ('reason' in place) {
      loaded.faults.push({ line, ...place })
      continue
    }
    const entry = person
      ? await change(trx, person, values, place.work, dryRun)
      : await enter(trx, employerId, values, dryRun, people.add)
    loaded[!entry ? 'same' : person ? 'changed' : 'added']++
    if (entry) noted.push({ by, entry })
    if (person) keepNewest(newest, person, values)
  }
  for (let from = 0; !dryRun && from < noted.length; from += 100)
    await noteAll(trx, noted.slice(from, from + 100))
}

/** An end counts only for the last employment: whoever begins anew is paid on. Who is new has no allowances yet. */
function keepNewest(newest: Newest, person: PersonOnFile, { startsOn, endsOn }: EmployeeValues): void {
  const { id: employeeId, employerId } = person
  const [last] = person.employments.toSorted((a, b) => b.startsOn.localeCompare(a.startsOn))
  if (!last || last.startsOn !== startsOn || (newest.get(employeeId)?.startsOn ?? '') > startsOn) return
  const exit = endsOn ? { employmentId: last.id, employerId, employeeId, lastDay: endsOn } : null
  newest.set(employeeId, { startsOn, exit })
}

/** Puts a new person on file with the employment. */
async function enter(
  trx: Knex.Transaction,
  employerId: string,
  values: EmployeeValues,
  dryRun: boolean,
  add: (person: PersonOnFile) => void,
): Promise<Entry> {
  const { language, personnelNumber } = values
  const row = { id: randomUUID(), employerId, language, ...factsOf(values) }
  const person: PersonOnFile = { ...row, search: searchText({ ...row, personnelNumber }), employments: [] }
  const { employments: _, ...written } = person
  if (!dryRun) await trx('employees').insert(written)
  add(person)
  await employ(trx, person, values, dryRun)
  return { action: 'employee.enter', object: row.id, employerId, fields: Object.keys(factsOf(values)) }
}

/** Writes what differs; null if nothing does. `work`: the employment that is meant, null for a new one. */
async function change(
  trx: Knex.Transaction,
  person: PersonOnFile,
  values: EmployeeValues,
  work: Work | null,
  dryRun: boolean,
): Promise<Entry | null> {
  const { id, employerId } = person
  const facts = factsOf(values)
  const { canton, monthlyWage } = values
  // an empty cell takes away no end: a termination may be known here first
  const span = { canton, monthlyWage, endsOn: values.endsOn ?? work?.endsOn ?? null }
  const changedWork = work ? differing(span, work) : ['startsOn']
  const fields = [...differing(facts, person), ...changedWork]
  if (fields.length === 0) return null
  if (!work) await employ(trx, person, values, dryRun)
  else if (changedWork.length > 0) {
    if (!dryRun) await trx('employments').where({ id: work.id, employerId }).update(span)
    Object.assign(work, span)
  }
  const newest = person.employments.toSorted((a, b) => b.startsOn.localeCompare(a.startsOn))[0]
  const search = searchText({ ...facts, personnelNumber: newest?.personnelNumber ?? null })
  if (!dryRun)
    await trx('employees')
      .where({ id, employerId })
      .update({ ...facts, search })
  Object.assign(person, facts, { search })
  return { action: 'employee.change', object: id, employerId, fields }
}

async function employ(trx: Knex.Transaction, person: PersonOnFile, values: EmployeeValues, dryRun: boolean) {
  const { canton, workload, monthlyWage, startsOn, endsOn, personnelNumber, workplace } = values
  const work = { canton, workload, monthlyWage, startsOn, endsOn, personnelNumber, workplace }
  const row = { id: randomUUID(), employerId: person.employerId, employeeId: person.id, ...work }
  if (!dryRun) await trx('employments').insert({ ...row, function: values.function })
  person.employments.push(row)
}

/** What the core system says of the person herself. */
const factsOf = ({
  ahvNumber, firstName, lastName, birthDate, sex, civilStatus, nationality, street, zip, city, country,
}: EmployeeValues) => ({
  ahvNumber, firstName, lastName, birthDate, sex, civilStatus, nationality, street, zip, city, country,
}) // biome-ignore format: two lists

const differing = <T extends object>(now: T, before: object): string[] =>
  Object.entries(now)
    .filter(([name, value]) => (before as Record<string, unknown>)[name] !== value)
    .map(([name]) => name)
