import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Language } from '../../domain/kinds.js'
import { type By, note } from '../audit/note.js'
import { sealJson } from '../person-keys.js'
import type { EmployeeChange } from './staff-changes.js'

/**
 * Sets the language in which the office writes to a person, and keeps the one before with the other changes of an employer.
 * False if this employer has no such person.
 */
export function setLetterLanguage(
  db: Knex,
  { id, employerId }: { id: string; employerId: string },
  language: Language,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const person = await trx('employees').where({ id, employerId }).forUpdate().first('language')
    if (!person) return false
    const set = await trx('employees').where({ id, employerId }).whereNot({ language }).update({ language })
    if (set === 0) return true
    const change: EmployeeChange = { column: 'language', old: person.language, now: language }
    await trx('staffChanges').insert({
      ...{ id: randomUUID(), employerId, employeeId: id },
      ...{ changes: await sealJson(trx, id, [change]), changedBy: by.actor, changedAt: by.at },
    })
    await note(trx, by, { action: 'employee.change', object: id, employerId, fields: ['language'] })
    return true
  })
}
