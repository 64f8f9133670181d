import { type Cost, type Part, parts, type Step, steps } from './costs.js'

/** A year of an employer with nine people, the Swiss mean: what it asks of the portal. Employer's and office's pages together. */
const yearOfAnEmployer: Record<Step, number> = {
  // 20 a report, 25 with the wages, and a look a month
  page: 4.6 * 20 + 25 + 12 * 3,
  signIn: 4.6 + 3 + 12,
  // entries and exits 34 %, children 4.5, proofs of education 4, interruptions 6, births 2.6 a hundred people and year
  report: 4.6,
  wages: 1.1,
  file: 0.8,
}

/** The share of a year's work that falls into the busiest hour: the last days of January for the wages, a Monday morning for the rest. */
const busiestHour: Record<Step, number> = {
  page: 1 / 600,
  signIn: 1 / 600,
  report: 1 / 1000,
  wages: 1 / 50,
  file: 1 / 50,
}
/** What whoever declares wages looks at in that hour. */
const withWages = { page: 25, signIn: 1 }

/** A part is full when its cores are busy for this share of the time; beyond it people wait. */
const full = 0.6
const hour = 3600

export interface Sized {
  employers: number
  /** Busy cores of each part in the busiest hour. */
  cores: Record<Part, number>
  /** Steps a second in the busiest hour. */
  rates: Record<Step, number>
  portals: number
  workers: number
  /** What stays on disk of a year, in gigabytes. */
  gigabytes: number
  /** The part that is full first, when each has one core. */
  first: Part
}

/** What an office of so many employers needs in its busiest hour, from what each step costs. */
export function sized(employers: number, costs: Record<Step, Cost>): Sized {
  const rates = {} as Record<Step, number>
  for (const step of steps) rates[step] = (employers * yearOfAnEmployer[step] * busiestHour[step]) / hour
  for (const step of ['page', 'signIn'] as const) rates[step] += rates.wages * withWages[step]
  const cores = {} as Record<Part, number>
  for (const part of parts)
    cores[part] = steps.reduce((sum, step) => sum + (rates[step] * costs[step][part]) / 1000, 0)
  const bytes = steps.reduce((sum, step) => sum + employers * yearOfAnEmployer[step] * costs[step].bytes, 0)
  const processes = (part: Part) => Math.max(2, Math.ceil(cores[part] / full))
  return {
    ...{ employers, cores, rates },
    portals: processes('portal'),
    workers: processes('worker'),
    gigabytes: bytes / 1e9,
    first: parts.toSorted((a, b) => cores[b] - cores[a])[0] ?? 'portal',
  }
}
