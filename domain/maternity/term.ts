import { reason } from '../daily-allowance/reasons.js'
import { addDays, addMonths, daysBetween, earlier, type IsoDate } from '../dates.js'
import type { Reason } from '../reason.js'
import { type ClosedSpan, daysOf, intersection } from '../span.js'
import type { HospitalAnswers, MaternityAnswers, SinceAnswers } from './answers.js'

/** Consecutive daily allowances from the day of the birth (EOG 16c II). */
export const wholeTerm = 98
/** Fewest and most days of a stay in hospital that prolong them (EOG 16c III). */
export const hospitalStay = { least: 14, most: 56 } as const
/** More if the other parent dies, to be taken within six months (EOG 16cbis). */
export const bereavement = { days: 14, months: 6 } as const
/** First day of a death that gives more allowances (EOG, final provision of the amendment of 17 March 2023). */
export const lawOfDeathsSince = '2024-01-01'

export interface Term {
  /** First and last day of the claim, that of a bereavement apart. */
  from: IsoDate
  to: IsoDate
  spans: ClosedSpan[]
  /** Days the stay in hospital adds. */
  extension: number
  /** Where the end of the stay is still to be told: the day after the last on which it could matter. */
  settleOn: IsoDate | null
  reasons: Reason[]
}

/** From when to when allowances are due, with what prolongs and what ends them (EOG 16c, 16cbis, 16d). */
export function termOf({
  birth,
  hospital,
  since,
}: Pick<MaternityAnswers, 'birth' | 'hospital' | 'since'>): Term {
  const from = birth.date
  const wholeTo = addDays(from, wholeTerm - 1)
  const stay = hospital ? extensionOf(from, hospital) : { days: 0, reasons: [], isOpen: false }
  const longest = addDays(wholeTo, stay.days)
  const { to, reasons } = endOf(longest, since)
  const whole = reason('whole-term', { fromDate: from, toDate: wholeTo, days: wholeTerm })
  const more = bereavementOf(from, to, since)
  const waits = stay.isOpen && to === longest
  return {
    from,
    to,
    spans: [{ from, to }, ...more.spans],
    extension: stay.days,
    settleOn: waits ? addDays(wholeTo, hospitalStay.most + 1) : null,
    reasons: [whole, ...stay.reasons, ...reasons, ...more.reasons],
  }
}

function extensionOf(birth: IsoDate, { from, to, returns }: HospitalAnswers) {
  const not = (why: Reason) => ({ days: 0, reasons: [why], isOpen: false })
  const late = daysBetween(birth, from)
  if (late > 1) return not(reason('hospital-later', { fromDate: from }))
  if (!returns) return not(reason('hospital-no-return'))
  const doubt = late === 1 ? [reason('hospital-day-after', { fromDate: from })] : []
  if (!to)
    return { days: 0, reasons: [...doubt, reason('hospital-running', { fromDate: from })], isOpen: true }
  const stayed = daysOf({ from, to })
  if (stayed < hospitalStay.least)
    return not(reason('hospital-short', { days: stayed, least: hospitalStay.least }))
  const days = Math.min(stayed, hospitalStay.most)
  const extended = reason('hospital-extended', { days, stayed, fromDate: from, toDate: to })
  return { days, reasons: [...doubt, extended], isOpen: false }
}

/** Work of any degree ends the claim on that day, death with it (EOG 16d III, EOV 25). */
function endOf(longest: IsoDate, { returnOn, diedOn }: SinceAnswers): { to: IsoDate; reasons: Reason[] } {
  const beforeWork = returnOn ? addDays(returnOn, -1) : longest
  const to = [longest, beforeWork, diedOn ?? longest].reduce(earlier)
  if (to === longest) return { to, reasons: [] }
  if (diedOn === to) return { to, reasons: [reason('ends-by-death', { onDate: diedOn, toDate: to })] }
  return { to, reasons: [reason('ends-by-work', { onDate: returnOn ?? to, toDate: to })] }
}

/** Taken in one go right after the leave, within six months of the day after the death. */
function bereavementOf(birth: IsoDate, to: IsoDate, { otherParentDiedOn, diedOn }: SinceAnswers) {
  if (!otherParentDiedOn || diedOn) return { spans: [], reasons: [] }
  const lastDay = addMonths(birth, bereavement.months)
  if (otherParentDiedOn > lastDay)
    return {
      spans: [],
      reasons: [reason('bereaved-too-late', { onDate: otherParentDiedOn, lastDate: lastDay })],
    }
  if (otherParentDiedOn < lawOfDeathsSince) {
    const told = { onDate: otherParentDiedOn, sinceDate: lawOfDeathsSince }
    return { spans: [], reasons: [reason('bereaved-before-law', told)] }
  }
  const first = addDays(
    [to, otherParentDiedOn].reduce((a, b) => (a > b ? a : b)),
    1,
  )
  const wanted = { from: first, to: addDays(first, bereavement.days - 1) }
  const frame = {
    from: addDays(otherParentDiedOn, 1),
    to: addMonths(otherParentDiedOn, bereavement.months),
  }
  const span = intersection(wanted, frame)
  if (!span) return { spans: [], reasons: [] }
  const days = daysOf(span)
  const why = reason('bereaved', { onDate: otherParentDiedOn, days, fromDate: span.from, toDate: span.to })
  return { spans: [span], reasons: [why] }
}
