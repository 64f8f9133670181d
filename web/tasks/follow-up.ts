import { z } from 'zod'
import { addYears, type IsoDate } from '../../domain/dates.js'
import { followUpDays, followUpOn } from '../../domain/follow-up.js'
import { date, fault, one, type Reading, read, type Values } from '../mutations/fields.js'

const reasonAtMost = 300

/** Reads until when a task waits, and why. */
export function readFollowUp(typed: Values, today: IsoDate): Reading<{ on: IsoDate; reason: string }> {
  const span = followUpDays.find((it) => it === one(typed.when))
  const reason = one(typed.reason)
  const faults = [
    ...(reason === '' ? [fault('reason', 'desk:followUp.reasonMissing')] : []),
    ...(reason.length > reasonAtMost
      ? [fault('reason', 'common:errors.tooLong', { max: reasonAtMost })]
      : []),
  ]
  if (span) return faults.length > 0 ? { faults } : { value: { on: followUpOn(span, today), reason } }
  if (one(typed.when) !== 'date') return { faults: [fault('when', 'desk:followUp.whenMissing'), ...faults] }
  const reading = read(z.object({ on: date }), typed)
  if ('faults' in reading) return { faults: [...reading.faults, ...faults] }
  const { on } = reading.value
  if (on <= today || on > addYears(today, 1)) faults.unshift(fault('on', 'desk:followUp.outside'))
  return faults.length > 0 ? { faults } : { value: { on, reason } }
}
