import type { Knex } from 'knex'
import { type IsoDate, later } from '../domain/dates.js'
import { childAllowanceSpan, educationAllowanceSpan } from '../domain/family-allowance/ages.js'
import { differenceFor } from '../domain/family-allowance/difference.js'
import { ageStepDays, type RateQuestion, rateFor } from '../domain/family-allowance/rates.js'
import { ordinalOn } from '../domain/family-allowance/siblings.js'
import type { Canton } from '../domain/kinds.js'
import { cut, intersection, type Span, without } from '../domain/span.js'
import { employeeId, namesOf, workCanton } from './employees.js'
import { type Firm, firms } from './firms.js'
import { ahvNumberOf, idOf } from './ids.js'
import type { Child, Person } from './person.js'

export const childId = (person: Person, child: Child): string => idOf('child', person.name, child.first)

/** Writes the children that are on file, and the allowances drawn for them. */
export async function seedChildren(db: Knex, day: IsoDate): Promise<void> {
  for (const firm of firms)
    for (const person of firm.people) {
      const { children = [] } = person
      if (children.length === 0) continue
      await db('children').insert(children.map((child) => childRow(firm, person, child, day)))
      const entitlements = children.flatMap((child) => entitlementRows(firm, person, child, day))
      if (entitlements.length > 0) await db('entitlements').insert(entitlements)
    }
}

function childRow(firm: Firm, person: Person, child: Child, day: IsoDate) {
  const { first, last = namesOf(person).lastName, sex, born, country = 'CH' } = child
  return {
    id: childId(person, child),
    employerId: firm.id,
    employeeId: employeeId(person),
    ahvNumber: country === 'CH' ? ahvNumberOf(person.name, first) : null,
    firstName: first,
    lastName: last,
    birthDate: born(day),
    sex,
    relation: 'own',
    residenceCountry: country,
    residenceCanton: country === 'CH' ? (person.livesIn ?? firm.canton) : null,
  }
}

/** The ids of what is drawn for a child. */
export const entitlementIds = (firm: Firm, person: Person, child: Child, day: IsoDate): string[] =>
  entitlementRows(firm, person, child, day).map(({ id }) => id)

interface Drawn {
  kind: 'child' | 'education'
  span: Span
}

/** The office put the rates of the year on file in January: older amounts are of no use to the demo. */
const newYear = (day: IsoDate) => `${day.slice(0, 4)}-01-01`

/** What is drawn for a child this year: from the wage or the law's first month to the last, a row for each amount. */
function entitlementRows(firm: Firm, person: Person, child: Child, day: IsoDate) {
  const canton = workCanton(firm, person)
  const birthDate = child.born(day)
  return drawn(person, child, day).flatMap(({ kind, span }) =>
    cut(span, ageStepDays(canton, birthDate)).flatMap((part, nth) => {
      const question = {
        canton,
        kind,
        date: part.from,
        tariffDate: day,
        birthDate,
        ordinal: place(person, child, part.from, day),
      }
      const rate = amount(question, child.behind)
      if (rate === 0) return []
      return [
        {
          id: `${childId(person, child)}/${kind}/${nth}`,
          employerId: firm.id,
          employeeId: employeeId(person),
          childId: childId(person, child),
          kind,
          canton,
          rate,
          difference: child.behind ? 1 : 0,
          startsOn: part.from,
          endsOn: part.to,
          provenUntil: kind === 'education' ? (child.training?.until(day) ?? null) : null,
        },
      ]
    }),
  )
}

function drawn(person: Person, child: Child, day: IsoDate): Drawn[] {
  const { training } = child
  const birthDate = child.born(day)
  const paid = { from: later(person.since(day), newYear(day)), to: person.until?.(day) ?? null }
  const education =
    training &&
    educationAllowanceSpan(birthDate, {
      kind: training.kind,
      from: training.from(day),
      until: training.until(day),
    })
  const full = childAllowanceSpan(birthDate, child.incapable ?? false)
  const spans: Drawn[] = [
    ...(education ? without(full, education) : [full]).map((span) => ({ kind: 'child' as const, span })),
    ...(education ? [{ kind: 'education' as const, span: education }] : []),
  ]
  return spans.flatMap(({ kind, span }) => {
    const part = intersection(span, paid)
    return part ? [{ kind, span: part }] : []
  })
}

function place(person: Person, child: Child, date: IsoDate, day: IsoDate): number {
  const drawing = (person.children ?? []).map((it) => ({
    key: childId(person, it),
    birthDate: it.born(day),
    spans: drawn(person, it, day).map(({ span }) => span),
  }))
  return ordinalOn(date, childId(person, child), child.born(day), drawing)
}

function amount(question: RateQuestion, behind: Canton | undefined): number {
  if (behind) return differenceFor(question, behind).amount
  const rate = rateFor(question)
  if (rate.known !== 'yes')
    throw new Error(`the demo needs the rates of ${question.canton} on ${question.date}`)
  return rate.amount
}
