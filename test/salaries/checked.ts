import { beginCheck } from '../../domain/salary-declaration/check.js'
import type { DeclaredPerson, Sums } from '../../domain/salary-declaration/declaration.js'
import type { Finding, Refusal } from '../../domain/salary-declaration/findings.js'
import type { Known } from '../../domain/salary-declaration/known.js'
import { readElm } from '../../salaries/elm/read.js'
import { refusalIn } from '../../salaries/refused.js'

/** An office that knows nobody, on a day after the year. */
export const known = (more: Partial<Known> = {}): Known => ({
  year: 2025,
  addressee: { office: '999.000', member: '47.110-3' },
  today: '2026-01-20',
  persons: new Map(),
  lastYear: null,
  wagesMayDiffer: 20,
  ...more,
})

export interface Checked {
  refused: Refusal | null
  sums: Sums | null
  findings: Finding[]
  names: string[]
  persons: DeclaredPerson[]
}

/** Reads and checks a file of a payroll program in pieces of a size. Only refusals are caught. */
export function check(bytes: Buffer, about: Known, piece = 65_536): Checked {
  const checked: Checked = { refused: null, sums: null, findings: [], names: [], persons: [] }
  const checker = beginCheck(about, (finding) => checked.findings.push(finding))
  const reader = readElm({
    opening: checker.opening,
    person(person) {
      checked.names.push(`${person.lastName} ${person.firstName}`)
      checked.persons.push(person)
      checker.person(person)
    },
  })
  try {
    for (let at = 0; at < bytes.length; at += piece) reader.write(bytes.subarray(at, at + piece))
    const result = checker.closing(reader.end())
    if ('refused' in result) checked.refused = result.refused
    else checked.sums = result.sums
  } catch (error) {
    checked.refused = refusalIn(error)
    if (!checked.refused) throw error
  }
  return checked
}
