import { type Part, parts } from './measure.js'
import { type Costs, type Step, stepNames } from './steps.js'

/** Wages of an employer in a year, those that are sent again because something was missing among them. */
const declarations = 1.1

/** A year of an employer with nine people, the Swiss mean: what it asks of the portal. Employer's and office's pages together. */
const yearOfAnEmployer: Record<Step, number> = {
  // 20 a report, 10 beside those of the wages themselves, and three in a look a month
  page: 4.6 * 20 + 10 + 12 * 3,
  signIn: 4.6 + 2 + 12,
  // entries and exits 34 %, children 4.5, proofs of education 4, interruptions 6, births 2.6 a hundred people and year
  report: 4.6,
  ...{ call: 1, reminder: 0.65 + 0.4, letter: 0.1 },
  ...{
    elm: declarations * 0.45,
    excel: declarations * 0.2,
    online: declarations * 0.3,
    wages: declarations * 0.05,
  },
  // every third file is sent again
  file: declarations * 0.65 * 0.33,
}

/** The share of a year's work that falls into the busiest hour: the last days before 30 January for the wages, a Monday morning for the rest. */
const busiestHour: Record<Step, number> = {
  ...{ page: 1 / 600, signIn: 1 / 600, report: 1 / 1000 },
  // the clock's, at hours of its own: january.ts
  ...{ call: 0, reminder: 0, letter: 0 },
  ...{ elm: 1 / 50, excel: 1 / 50, online: 1 / 50, wages: 1 / 50, file: 1 / 50 },
}
/** Other pages that whoever declares wages looks at in that hour. */
const pagesBeside = 10
/** Those who come with nothing to declare sign in as well. */
const ofWages = ['elm', 'excel', 'online', 'wages'] as const

/** A part is full when its cores are busy for this share of the time; beyond it people wait. */
const full = 0.6
const hour = 3600

export interface Sized {
  employers: number
  /** Busy cores of each part in the busiest hour. */
  cores: Record<Part, number>
  /** Steps a second in the busiest hour. */
  rates: Record<Step, number>
  /** Declarations a second in that hour, whichever way they come. */
  wages: number
  portals: number
  workers: number
  /** What stays on disk of a year, in gigabytes. */
  gigabytes: number
  /** The part that is full first, when each has one core. */
  first: Part
}

/** What an office of so many employers needs in its busiest hour, from what each step costs. */
export function sized(employers: number, costs: Costs): Sized {
  const rates = {} as Record<Step, number>
  for (const step of stepNames) rates[step] = (employers * yearOfAnEmployer[step] * busiestHour[step]) / hour
  const wages = ofWages.reduce((sum, way) => sum + rates[way], 0)
  rates.page += wages * pagesBeside
  rates.signIn += rates.wages
  const cores = {} as Record<Part, number>
  for (const part of parts)
    cores[part] = stepNames.reduce((sum, step) => sum + (rates[step] * costs[step][part]) / 1000, 0)
  const bytes = stepNames.reduce(
    (sum, step) => sum + employers * yearOfAnEmployer[step] * costs[step].bytes,
    0,
  )
  const processes = (part: Part) => Math.max(2, Math.ceil(cores[part] / full))
  return {
    ...{ employers, cores, rates, wages },
    portals: processes('portal'),
    workers: processes('worker'),
    gigabytes: bytes / 1e9,
    first: parts.toSorted((a, b) => cores[b] - cores[a])[0] ?? 'portal',
  }
}
