import { z } from 'zod'
import type { Resumption } from '../../../domain/work-interruption/answers.js'
import { date, fault, money, one, optional, type Reading, read, type Values } from '../fields.js'
import { faultsIn } from '../journey.js'
import { perCent } from './share.js'

const back = z.object({ resumedOn: date, degree: perCent, resumedWage: optional(money) })

/** When somebody works again, how much, and for which wage if it is less than before. */
export function readResumption(values: Values): Reading<Resumption> {
  const degree = one(values.degree) === '' ? '100' : values.degree
  const reading = read(back, { ...values, degree: degree ?? '100' })
  if ('faults' in reading) return { faults: faultsIn(reading) }
  const { resumedOn: on, degree: share, resumedWage: wage } = reading.value
  if (share < 100 && wage === undefined)
    return { faults: [fault('resumedWage', 'workInterruption:resumption.wageMissing')] }
  return { value: { on, degree: share, ...(share < 100 && wage !== undefined && { wage }) } }
}
