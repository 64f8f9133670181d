import { z } from 'zod'
import { ahvNumberProblem, normaliseAhvNumber } from '../../domain/ahv-number.js'
import { type IsoDate, isDate, lastDayInstead } from '../../domain/dates.js'
import { francs, parseMoney } from '../../domain/money.js'
import { unprintable } from '../../domain/script.js'

/** What a form holds, as it was typed; several values under one name are a list. */
export type Values = Record<string, string | string[]>

/** What is wrong with a field: a key of the locales with raw parameters. */
export interface Fault {
  field: string
  key: string
  params: Record<string, string | number>
}

export type Reading<V> = { value: V } | { faults: Fault[] }

/** Reads typed values by a schema; a day typed in three fields is read as one. */
export function read<S extends z.ZodObject>(schema: S, values: Values): Reading<z.output<S>> {
  // a box that is not ticked and a field that was not shown are not sent
  const unsent = Object.keys(schema.shape).map((name) => [name, ''])
  const parsed = schema.safeParse({ ...Object.fromEntries(unsent), ...gathered(values) })
  if (parsed.success) return { value: parsed.data }
  return { faults: parsed.error.issues.map(faultOf) }
}

/** A text that must be there, and that a letter can print. */
export const text = (max = 100) =>
  typed().transform((value, context) => {
    if (value === '') return wrong(context, 'common:errors.required')
    if (value.length > max) return wrong(context, 'common:errors.tooLong', { max })
    return printed(value, context)
  })

/** Refuses a text with a sign that no letter can be printed with. */
export function printed(value: string, context: z.RefinementCtx): string {
  const sign = unprintable(value)
  return sign ? wrong(context, 'common:errors.unprintable', { sign }) : value
}

/** One of a few answers. */
export const choice = <const V extends string>(all: readonly V[], key = 'common:errors.choose') =>
  typed().transform((value, context) => (isOneOf(all, value) ? value : wrong(context, key)))

/** Any of a few answers; what is none of them is left out. */
export const choices = <const V extends string>(all: readonly V[]) =>
  z.unknown().transform((value) => listOf(value).filter((one) => isOneOf(all, one)) as V[])

/** A box that is ticked or not. */
export const ticked = z.unknown().transform((value) => listOf(value).length > 0)

/** A day as people write it: `3.9.2022`, also with spaces or slashes, or `2022-09-03`. */
export const date = typed().transform((value, context): IsoDate => {
  const [, day, month, year] = /^(\d{1,2})[.,\s/-]+(\d{1,2})[.,\s/-]+(\d{4})$/.exec(value) ?? []
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : value
  if (isDate(iso) && iso >= '1900-01-01' && iso < '2200-01-01') return iso
  const { key, params } = unreadableDay('', value)
  return wrong(context, key, params)
})

/** Francs as people write them, in Rappen. */
export const money = typed().transform((value, context) => {
  const amount = parseMoney(value)
  return amount === null || amount > francs(20_000_000) ? wrong(context, 'common:errors.amount') : amount
})

/** An AHV number with or without dots as `756.XXXX.XXXX.XX`; what is wrong with it is told with the other faults of its form. */
export const ahvNumber = typed().transform((value, context) => {
  const problem = ahvNumberProblem(value)
  return problem
    ? wrong(context, `rules:problems.ahv-number-${problem}`)
    : (normaliseAhvNumber(value) ?? value)
})

/** The field may stay empty; what is typed must be right. */
export const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (one(value) === '' ? undefined : value), schema.optional())

/** The only or last value under a name, without spaces around it. */
export function one(value: unknown): string {
  return listOf(value).at(-1)?.trim() ?? ''
}

/** All values under a name. */
export function listOf(value: unknown): string[] {
  return [value ?? []].flat().filter((it): it is string => typeof it === 'string' && it !== '')
}

/** What a form sent, without the fields that steer it; nothing longer than anybody types. */
export function typedIn(body: Record<string, unknown>): Values {
  const entries = Object.entries(body).filter(([name]) => !steering.includes(name))
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((it) => String(it).slice(0, 2000)) : String(value).slice(0, 2000),
    ]),
  )
}

/** Makes one fault of a field. */
export const fault = (field: string, key: string, params: Fault['params'] = {}): Fault => ({
  field,
  key,
  params,
})

/** What is wrong with a day that cannot be read: its month has no such day, or it is written as none is. */
export function unreadableDay(field: string, typed: string): Fault {
  const lastDate = lastDayInstead(typed)
  return lastDate
    ? fault(field, 'common:errors.noSuchDay', { typed, lastDate })
    : fault(field, 'common:errors.date')
}

const steering = ['_csrf', 'later', 'act', 'add', 'edit', 'remove']

/** What was typed, without spaces around it. */
function typed() {
  return z.unknown().transform(one)
}

function wrong(context: z.RefinementCtx, message: string, params: Fault['params'] = {}): never {
  context.addIssue({ code: 'custom', message, params })
  return z.NEVER
}

const isOneOf = <V extends string>(all: readonly V[], value: string): value is V => all.includes(value as V)

function faultOf(issue: z.core.$ZodIssue): Fault {
  const params = issue.code === 'custom' ? ((issue.params ?? {}) as Fault['params']) : {}
  return fault(issue.path.join('-'), issue.message, params)
}

/** `from-day`, `from-month` and `from-year` become `from`. */
function gathered(values: Values): Record<string, unknown> {
  const days = Object.keys(values).filter((name) => name.endsWith('-day'))
  const whole = days.map((name) => {
    const base = name.slice(0, -'-day'.length)
    const parts = [name, `${base}-month`, `${base}-year`].map((part) => one(values[part]))
    return [base, parts.filter(Boolean).join('.')]
  })
  return { ...values, ...Object.fromEntries(whole) }
}

/** A day as the three fields of a form. */
export function dateFields(name: string, day: IsoDate | null | undefined): Values {
  if (!day) return {}
  return {
    [`${name}-day`]: String(Number(day.slice(8))),
    [`${name}-month`]: String(Number(day.slice(5, 7))),
    [`${name}-year`]: day.slice(0, 4),
  }
}
