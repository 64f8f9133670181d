import type { EmployeeValues } from './columns.js'
import type { Line, LineFault } from './table.js'

/** What is wrong with rows that can be read each by itself: days that cannot be, and rows that contradict another one. */
export function employeeFaults(lines: Line<EmployeeValues>[]): LineFault[] {
  const spans = new Map<string, number>()
  const people = new Map<string, { line: number; said: string }>()
  return lines.flatMap(({ line, values }) => {
    const who = `${values.memberNumber}/${values.ahvNumber}`
    const reason = dayFault(values) ?? contradiction(line, values, who)
    return reason ? [{ line, reason }] : []
  })

  function contradiction(line: number, values: EmployeeValues, who: string): string | null {
    const span = `${who}/${values.startsOn}`
    const first = spans.get(span)
    if (first !== undefined) return `the same employment stands on line ${first} already`
    const said = saidOf(values)
    const before = people.get(who)
    if (before && before.said !== said) return `says something else of the person than line ${before.line}`
    spans.set(span, line)
    people.set(who, before ?? { line, said })
    return null
  }
}

function dayFault({ birthDate, startsOn, endsOn }: EmployeeValues): string | null {
  if (startsOn <= birthDate) return 'startsOn is before birthDate'
  return endsOn !== null && endsOn < startsOn ? 'endsOn is before startsOn' : null
}

/** All that a row says of the person, as one text. */
function saidOf({
  memberNumber, canton, workload, monthlyWage, startsOn, endsOn, personnelNumber, function: job, workplace, ...person
}: EmployeeValues): string {
  return JSON.stringify(person)
} // biome-ignore format: one list
