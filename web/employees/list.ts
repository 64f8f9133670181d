import type { Request } from 'express'
import { z } from 'zod'
import { countedAtMost, type EmployeeFilter, type EmployeeRow, listEmployees } from '../../db/people/list.js'
import type { FoundSavedList } from '../../db/search/saved-lists.js'
import type { Menu, Visiting } from '../../db/start/menu.js'
import { maskAhvNumber } from '../../domain/ahv-number.js'
import type { IsoDate } from '../../domain/dates.js'
import { mutationKinds } from '../../domain/kinds.js'
import type { Deps } from '../deps.js'

const address = z.object({
  q: z.string().trim().max(100).catch(''),
  show: z.enum(['all', 'active', 'left', 'allowances', 'tasks']).optional().catch(undefined),
  sort: z.enum(['name', 'birth', 'entry']).catch('name'),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
  report: z.enum(mutationKinds).optional().catch(undefined),
})

export type ListAddress = z.infer<typeof address> & { show: EmployeeFilter['show'] }

/** Who is shown when the address does not say: those employed; whoever searches, searches among all. */
const usual = (q: string) => (q ? 'all' : 'active')

/** What the address asks for; what makes no sense in it is left out. */
export function readAddress(req: Request): ListAddress {
  const { show, ...typed } = address.parse(req.query)
  return { ...typed, show: show ?? usual(typed.q) }
}

/** The address of the list with some things changed; what goes without saying is left out. */
export function addressOf(base: string, now: ListAddress, changes: Partial<ListAddress> = {}): string {
  const { q, show, sort, page, report } = { ...now, page: 1, ...changes }
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(show !== usual(q) && { show }),
    ...(sort !== 'name' && { sort }),
    ...(page > 1 && { page: String(page) }),
    ...(report && { report }),
  })
  return query.size > 0 ? `${base}?${query}` : base
}

/** A person of the list as a page shows it: the AHV number masked. */
export interface ListedPerson extends Omit<EmployeeRow, 'ahvNumber'> {
  masked: string | null
}

/** The people an address asks for, and how many there are; `many` when they are too many to count each time. */
export async function peopleFor(
  db: Deps['db'],
  whose: Visiting,
  { q, show, sort, page }: ListAddress,
  today: IsoDate,
): Promise<{ people: ListedPerson[]; found: number; many: boolean; saved: FoundSavedList[]; menu: Menu }> {
  const filter: EmployeeFilter = { q, show, sort, page, today }
  const crowd = `${whose.employerId}/${show}/${q}`
  const { rows, found, saved, ...menu } = await listEmployees(db, whose, filter, !isCrowd(crowd))
  if (found !== null && found > countedAtMost) crowds.set(crowd, Date.now())
  const many = found === null || found > countedAtMost
  return { people: rows.map(toPerson), found: found ?? countedAtMost, many, saved, menu }
}

// That there are more than a thousand stays true for a minute, and need not be counted again with every page.
const crowds = new Map<string, number>()
function isCrowd(key: string): boolean {
  const since = crowds.get(key) ?? 0
  if (crowds.size > 1000) crowds.clear()
  return Date.now() - since < 60_000
}

const toPerson = ({ ahvNumber, ...row }: EmployeeRow): ListedPerson => ({
  ...row,
  masked: ahvNumber && maskAhvNumber(ahvNumber),
})
