import { childrenOf } from '../db/employers/addressees.js'
import type { DecisionLine } from '../documents/family-allowance-decision.js'
import type { IsoDate } from '../domain/dates.js'
import type { AllowanceKind } from '../domain/family-allowance/answers.js'
import { partMonths } from '../domain/family-allowance/part-months.js'
import type { Canton } from '../domain/kinds.js'
import type { Deps } from './index.js'

interface Line {
  childId: string
  kind: AllowanceKind
  canton: Canton
  rate: number
  difference?: boolean | number
  from: IsoDate
  to: IsoDate | null
}

/** Allowances on file as the lines of a decision, with the names of the children, and their first and last month by days. */
export async function decisionLines(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  employeeId: string,
  allowances: Line[],
): Promise<DecisionLine[]> {
  const children = await childrenOf(db, employeeId)
  return allowances.map(({ childId, kind, canton, rate, difference = 0, from, to }) => {
    const child = children.find(({ id }) => id === childId)
    return {
      ...{ childKey: childId, kind, canton, rate, from, to },
      difference: Boolean(difference),
      granted: 'yes',
      provenUntil: null,
      reasons: [],
      partMonths: to && to < from ? [] : partMonths({ from, to }, rate, config.rounding),
      childName: child ? `${child.firstName} ${child.lastName}` : '',
      childBirthDate: child?.birthDate ?? '',
    }
  })
}
