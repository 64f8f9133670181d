import { addYears, type IsoDate } from '../domain/dates.js'

const kind = 'salary-declaration'

/**
 * Statements that write what a large employer has declared: the wages of nine years with their statements, and those of last year, which it is
 * asked for. They are few among very many reports.
 */
export function wagesOfTenYears(
  employer: string,
  today: IsoDate,
  answers: (year: number) => string,
): string[] {
  const last = Number(today.slice(0, 4)) - 1
  return Array.from({ length: 10 }, (_, n) => {
    const [id, year, day] = [`b${n}`, last - n, addYears(today, -n)]
    const [isOpen, sent, decided] = [n === 0, `${day}T08:00:00.000Z`, `${day}T09:00:00.000Z`]
    const report = `insert into mutations (id, reference, kind, employer_id, status, outcome, draft, answers, created_by, created_at, saved_at, submitted_by, submitted_at, closed_at, subject, subject_key)
      values ('${id}', 'LB-0000-000${n}', '${kind}', '${employer}', ${isOpen ? "'draft', null" : "'closed', 'confirmed'"}, '{}', '${answers(year)}', 'clock', '${sent}', '${sent}',
      ${isOpen ? 'null, null, null' : `'big-user', '${sent}', '${decided}'`}, '${year}', '${employer}/${year}')`
    const task = `insert into tasks (id, mutation_id, employer_id, step, n, side, status, details, ladder, opened_at, due_on, outcome, closed_at, closed_by)
      values ('${id}/declare/1', '${id}', '${employer}', 'declare', 1, 'employer', ${isOpen ? "'open'" : "'done'"}, '{"year":${year}}', '[]', '${sent}', '${day}', ${isOpen ? 'null, null, null' : `'{}', '${sent}', 'big-user'`})`
    if (isOpen) return [report, task]
    const letter = `insert into documents (id, employer_id, mutation_id, origin, purpose, name, mime, size, sha256, created_at)
      values ('${id}', '${employer}', '${id}', 'office', 'statement', 'a.pdf', 'application/pdf', 1, 'x', '${decided}')`
    const message = `insert into messages (id, employer_id, mutation_id, kind, document_id, created_at)
      values ('${id}/statement', '${employer}', '${id}', '${kind}-statement', '${id}', '${decided}')`
    return [report, task, letter, message]
  }).flat()
}
