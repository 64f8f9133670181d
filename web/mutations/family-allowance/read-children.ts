import type { Draft } from '../../../db/reports/mutations.js'
import type { ChildAnswers } from '../../../domain/family-allowance/answers.js'
import { childProblems, childrenProblems, mostChildren } from '../../../domain/family-allowance/valid.js'
import { faultOfProblem } from '../faults.js'
import { type Fault, fault, listOf, type Reading } from '../fields.js'
import { type Facts, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readChild } from './child.js'
import { readEmployment } from './employment.js'
import { childrenIn, valuesOf } from './kept-children.js'
import { isEnd, readRequest } from './request.js'

/** The children of a report, each and together checked by the rules. */
export const readChildren = remembered((draft, facts): Reading<ChildAnswers[]> => {
  if (isEnd(draft)) return readEnding(draft, facts)
  const readings = childReadings(draft, facts)
  const faults = [...listFaults(draft), ...readings.flatMap(({ faults }) => faults)]
  if (readings.length === 0 && faults.length === 0)
    faults.push(fault('children', 'familyAllowance:children.none'))
  return faults.length > 0 ? { faults } : { value: readings.flatMap(({ child }) => child ?? []) }
})

/** Each child of the draft with what is wrong with it. */
export const childReadings = remembered((draft, facts): ChildReading[] => {
  const earlier: ChildAnswers[] = []
  return childrenIn(draft).list.map((kept) => {
    const reading = readChild(valuesOf(kept, draft, facts))
    if ('faults' in reading) return { key: kept.key, child: null, faults: reading.faults }
    const child = { ...reading.value, key: kept.key, ...(kept.childId && { childId: kept.childId }) }
    const faults = [...ruleFaults(child, draft, facts), ...doubleFaults(child, earlier, draft, facts)]
    earlier.push(child)
    return { key: kept.key, child, faults }
  })
})

interface ChildReading {
  key: string
  child: ChildAnswers | null
  faults: Fault[]
}

/** What is wrong with the children as a whole. */
function listFaults(draft: Draft): Fault[] {
  const { list, shared, ticked = [] } = childrenIn(draft)
  const unsaid = (name: 'livesWith' | 'authority', field: string) =>
    ticked.length > 0 && !shared[name] ? [fault(field, 'common:errors.choose')] : []
  return [
    ...(list.length > mostChildren
      ? [fault('children', 'rules:problems.too-many-children', { most: mostChildren })]
      : []),
    ...unsaid('livesWith', 'sharedLivesWith'),
    ...unsaid('authority', 'sharedAuthority'),
  ]
}

function ruleFaults(child: ChildAnswers, draft: Draft, facts: Facts): Fault[] {
  const request = readRequest(draft, facts)
  const employment = readEmployment(draft, facts)
  // without them their own steps are asked first
  if ('faults' in request || 'faults' in employment) return []
  return childProblems(child, request.value, employment.value, facts.today).map(faultOfProblem)
}

function doubleFaults(child: ChildAnswers, earlier: ChildAnswers[], draft: Draft, facts: Facts): Fault[] {
  const request = readRequest(draft, facts)
  if ('faults' in request) return []
  const together = childrenProblems([...earlier, child], request.value)
  const before = childrenProblems(earlier, request.value)
  return together
    .filter(({ code }) => code === 'same-child' || code === 'same-ahv-number')
    .slice(before.filter(({ code }) => code === 'same-child' || code === 'same-ahv-number').length)
    .map(faultOfProblem)
}

/** For an end: the running allowances that were ticked, by child. */
function readEnding(draft: Draft, { person }: Facts): Reading<ChildAnswers[]> {
  const chosen = listOf(typedAt(draft, 'children')?.ending)
  const ending = person.entitlements.filter(({ id }) => chosen.includes(id))
  if (ending.length === 0) return { faults: [fault('ending', 'familyAllowance:children.noneEnding')] }
  const children = person.children.filter(({ id }) => ending.some(({ childId }) => childId === id))
  return {
    value: children.map(({ id, ahvNumber, residenceCanton, ...child }) => ({
      key: id,
      childId: id,
      firstName: child.firstName,
      lastName: child.lastName,
      birthDate: child.birthDate,
      sex: child.sex,
      relation: child.relation,
      residenceCountry: child.residenceCountry,
      ...(ahvNumber && { ahvNumber }),
      ...(residenceCanton && { residenceCanton }),
      // not asked where an allowance only ends
      livesWith: 'both',
      authority: 'joint',
      incapable: false,
      kinds: [...new Set(ending.filter(({ childId }) => childId === id).map(({ kind }) => kind))],
    })),
  }
}
