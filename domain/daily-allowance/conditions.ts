import { addDays, addMonths, earlier, type IsoDate } from '../dates.js'
import { monthsAsDays } from '../days-of-thirty.js'
import type { Reason } from '../reason.js'
import { type ClosedSpan, intersection, joined } from '../span.js'
import type { AbroadAnswers, EmploymentAnswers, OtherWorkAnswers, Term } from './answers.js'
import { reason } from './reasons.js'
import { isTreatyState } from './treaty.js'

export interface Background {
  birth: IsoDate
  term: Term
  employment: EmploymentAnswers
  abroad: AbroadAnswers[]
  work: OtherWorkAnswers
  /** Whether insurance in another state is proven by a document. */
  provenAbroad: boolean
}

/** Months somebody must have been insured: nine, fewer after a shorter pregnancy (EOG 16b II, EOV 27). */
export const insuredMonths = { full: 9, eight: 8, seven: 7, less: 6 } as const satisfies Record<Term, number>

/** Months of work within that time (EOG 16b I b). */
export const workedMonths = 5

/** The time before the birth that counts. */
export const insuredSpan = (birth: IsoDate, term: Term): ClosedSpan => ({
  from: addMonths(birth, -insuredMonths[term]),
  to: addDays(birth, -1),
})

/** Insurance, work and standing at the birth (EOG 16b, 16i; EOV 26 to 30), each with its article. */
export function conditions(background: Background): Reason[] {
  return [...insurance(background), ...worked(background), ...standing(background)]
}

function insurance({ birth, term, abroad, provenAbroad }: Background): Reason[] {
  const span = insuredSpan(birth, term)
  const away = abroad.flatMap((it) => {
    const within = intersection(it, span)
    return within ? [{ ...within, country: it.country }] : []
  })
  const params = { fromDate: span.from, toDate: span.to, months: insuredMonths[term] }
  const reduced = term === 'full' ? [] : [reason('insured-reduced', { months: insuredMonths[term] })]
  if (away.length === 0) return [...reduced, reason('insured', params)]
  const gaps = away.map(({ from, to, country }) => {
    const rule = isTreatyState(country)
      ? provenAbroad
        ? 'insured-treaty'
        : 'insured-treaty-unproven'
      : 'insured-gap'
    return reason(rule, { fromDate: from, toDate: to, country })
  })
  return [...reduced, ...gaps]
}

function worked({ birth, term, employment, abroad, work, provenAbroad }: Background): Reason[] {
  const span = insuredSpan(birth, term)
  const abroadSpans = abroad.filter((it) => it.worked && isTreatyState(it.country))
  const here: ClosedSpan[] = [
    { from: employment.since, to: earlier(employment.until ?? span.to, span.to) },
    ...work.otherEmployers.map(({ since }) => ({ from: since, to: span.to })),
    ...work.earlier,
    ...(work.selfEmployed ? [span] : []),
  ]
  const days = (spans: ClosedSpan[]) =>
    joined(spans.flatMap((it) => intersection(it, span) ?? [])).reduce(
      (sum, it) => sum + monthsAsDays(it.from, it.to),
      0,
    )
  const needed = workedMonths * 30
  const params = { months: Math.floor(days([...here, ...abroadSpans]) / 30), neededMonths: workedMonths }
  if (days(here) >= needed) return [reason('worked', { ...params, months: Math.floor(days(here) / 30) })]
  if (days([...here, ...abroadSpans]) < needed) {
    // illness and unemployment may stand in for work: that is for the office to look at
    return employment.state === 'working'
      ? [reason('worked-too-short', params)]
      : [reason('worked-unclear', params)]
  }
  return [reason(provenAbroad ? 'worked-treaty' : 'worked-treaty-unproven', params)]
}

function standing({ birth, employment, work }: Background): Reason[] {
  const more = work.selfEmployed ? [reason('self-employed')] : []
  if (employment.state !== 'working') return [reason(employment.state), ...more]
  const ended = employment.until !== undefined && employment.until < birth
  if (!ended) return [reason('employed-at-birth'), ...more]
  return work.otherEmployers.length > 0
    ? [reason('employed-elsewhere'), ...more]
    : [reason('not-employed', { endDate: employment.until ?? birth }), ...more]
}
