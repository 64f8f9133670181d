import type { Request } from 'express'

/** The id of the task an address names: `<mutation>/<step>/<n>`. */
export function taskIdOf(req: Request): string {
  const { mutation, step, n } = req.params
  return `${mutation}/${step}/${n}`
}

/** A list's address with these parts of its state; what is empty is left out. */
export function listAddress(path: string, state: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(state)) if (value) query.set(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}

/** What a task's page remembers of the list it was opened from: the query of that list. */
export const listIn = (req: Request): string => textOf(req.query.list ?? req.body?.list, 1000)

/** A page below that of a task, such as `delegate`, which keeps the list to come back to. */
export function pageBelow(address: string, page: string): string {
  const [path, query] = address.split('?')
  return query ? `${path}/${page}?${query}` : `${path}/${page}`
}

/** What was typed into a field of an address or a form, shortened to what can be meant. */
export const textOf = (value: unknown, longest = 200): string =>
  typeof value === 'string' ? value.trim().slice(0, longest) : ''

/** The page of a list, from 1. */
export function pageOf(value: unknown): number {
  const page = Number(value)
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
}
