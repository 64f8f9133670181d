import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ChildOnFile } from '../../../db/people/person.js'
import type { Draft } from '../../../db/reports/mutations.js'
import { ageAt, type IsoDate } from '../../../domain/dates.js'
import { date, listOf, one, read, type Values } from '../fields.js'
import { type Facts, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { childOnFile, isBlank } from './child.js'

/** The children of a draft as they were typed or ticked. */
export interface KeptChildren {
  list: KeptChild[]
  /** Where the ticked children live and who has authority: said once for all of them. */
  shared: Values
  /** Children on file that were ticked while that was not said. */
  ticked?: string[]
}

export interface KeptChild {
  key: string
  /** Set for a child on file. */
  childId?: string
  /** What was typed; for a child on file only what is not there. */
  values: Values
}

export function childrenIn(draft: Draft): KeptChildren {
  return (draft.children as KeptChildren | undefined) ?? { list: [], shared: {} }
}

/** What the page of the children sent, put into the newest draft: ticks, the form of one child, a removal. */
export function keepChildren(typed: Values, draft: Draft, facts: Facts): KeptChildren {
  const before = childrenIn(draft)
  const after = typed.ticks ? withTicks(before, typed, facts) : before
  const list = withForm(after.list, typed)
  return { ...after, list: list.filter(({ key }) => key !== one(typed.dropped)) }
}

/** All that is known of a child: from the files, and typed for this one. */
export function valuesOf({ childId, values }: KeptChild, draft: Draft, facts: Facts): Values {
  const onFile = facts.person.children.find(({ id }) => id === childId)
  if (!onFile) return values
  return { ...childOnFile(onFile), kinds: likelyKinds(onFile, requestedFrom(draft, facts), facts), ...values }
}

const requestSchema = z.object({ from: date })

/** The day asked for, or today while it is not said. */
export const requestedFrom = remembered((draft, { today }): IsoDate => {
  const reading = read(requestSchema, typedAt(draft, 'request') ?? {})
  return 'value' in reading ? reading.value.from : today
})

/** The allowance a child of that age is likely to get; what runs already is taken up again. */
export function likelyKinds(child: ChildOnFile, from: IsoDate, { person }: Facts): string[] {
  const runs = person.entitlements.some(
    (it) => it.childId === child.id && it.kind === 'education' && (it.endsOn === null || it.endsOn >= from),
  )
  return [runs || ageAt(child.birthDate, from) >= 16 ? 'education' : 'child']
}

/** A name for a child that the office does not know yet. */
export const freshKey = (): string => randomUUID().slice(0, 8)

/** Ticked children come into the list as soon as it is said where they live. */
function withTicks({ list }: KeptChildren, typed: Values, { person }: Facts): KeptChildren {
  const shared = { livesWith: one(typed.sharedLivesWith), authority: one(typed.sharedAuthority) }
  const added = person.children
    .map(({ id }) => id)
    .filter((id) => listOf(typed.known).includes(id) && !list.some(({ childId }) => childId === id))
  if (!shared.livesWith || !shared.authority) return { list, shared, ticked: added }
  return { list: [...list, ...added.map((id) => ({ key: id, childId: id, values: shared }))], shared }
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
