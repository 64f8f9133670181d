import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Draft } from '../../../db/mutations.js'
import type { ChildOnFile } from '../../../db/person.js'
import { ageAt, type IsoDate } from '../../../domain/dates.js'
import { date, listOf, one, read, type Values } from '../fields.js'
import { type Facts, typedAt } from '../journey.js'
import { childOnFile, isBlank } from './child.js'

/** The children of a draft as they were typed or ticked. */
export interface KeptChildren {
  list: KeptChild[]
  /** Said once for all ticked children that were not changed one by one. */
  shared: Values
}

export interface KeptChild {
  key: string
  /** Set for a child on file. */
  childId?: string
  /** What was typed; nothing for a child that was only ticked. */
  values: Values
}

export function childrenIn(draft: Draft): KeptChildren {
  return (draft.children as KeptChildren | undefined) ?? { list: [], shared: {} }
}

/** What the page of the children sent, put into the newest draft: ticks, the form of one child, a removal. */
export function keepChildren(typed: Values, draft: Draft, facts: Facts): KeptChildren {
  const before = childrenIn(draft)
  const shared = typed.ticks
    ? { livesWith: one(typed.sharedLivesWith), authority: one(typed.sharedAuthority) }
    : before.shared
  const list = withForm(withTicks(before.list, typed, facts), typed)
  return { shared, list: list.filter(({ key }) => key !== one(typed.dropped)) }
}

/** All that is known of a child: from the files, said for all, typed for this one. */
export function valuesOf({ childId, values }: KeptChild, draft: Draft, facts: Facts): Values {
  const onFile = facts.person.children.find(({ id }) => id === childId)
  if (!onFile) return values
  const { shared } = childrenIn(draft)
  return {
    ...childOnFile(onFile),
    ...shared,
    kinds: likelyKinds(onFile, requestedFrom(draft, facts), facts),
    ...values,
  }
}

/** The day asked for, or today while it is not said. */
export function requestedFrom(draft: Draft, { today }: Facts): IsoDate {
  const reading = read(z.object({ from: date }), typedAt(draft, 'request') ?? {})
  return 'value' in reading ? reading.value.from : today
}

/** The allowance a child of that age is likely to get; what runs already is taken up again. */
export function likelyKinds(child: ChildOnFile, from: IsoDate, { person }: Facts): string[] {
  const runs = person.entitlements.some(
    (it) => it.childId === child.id && it.kind === 'education' && (it.endsOn === null || it.endsOn >= from),
  )
  return [runs || ageAt(child.birthDate, from) >= 16 ? 'education' : 'child']
}

/** A name for a child that the office does not know yet. */
export const freshKey = (): string => randomUUID().slice(0, 8)

function withTicks(list: KeptChild[], typed: Values, { person }: Facts): KeptChild[] {
  if (!typed.ticks) return list
  const chosen = listOf(typed.known)
  const kept = list.filter(({ childId }) => !childId || chosen.includes(childId))
  const added = person.children.filter(
    ({ id }) => chosen.includes(id) && !list.some(({ childId }) => childId === id),
  )
  return [...kept, ...added.map(({ id }) => ({ key: id, childId: id, values: {} }))]
}

/** The form of a new child that nobody filled in is no child. */
function withForm(list: KeptChild[], typed: Values): KeptChild[] {
  const key = one(typed.child)
  if (!key) return list
  const values = Object.fromEntries(Object.entries(typed).filter(([name]) => !aboutAll.includes(name)))
  const at = list.findIndex((it) => it.key === key)
  // a box that is not ticked is not sent
  const whole = { kinds: [], incapable: [], ...values }
  if (at >= 0) return list.with(at, { ...(list[at] as KeptChild), values: whole })
  return isBlank(values) || !/^[0-9a-f]{8}$/.test(key) ? list : [...list, { key, values: whole }]
}

const aboutAll = ['child', 'ticks', 'known', 'dropped', 'sharedLivesWith', 'sharedAuthority']

/** What is usual for parents who live together; otherwise it must be said. */
export const sharedDefaults = ({ person }: Facts): Values =>
  ['married', 'registered'].includes(person.civilStatus) ? { livesWith: 'both', authority: 'joint' } : {}
