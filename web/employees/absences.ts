import type { Absence } from '../../db/people/absences.js'
import { addDays, addMonths, daysBetween, earlier, type IsoDate, later } from '../../domain/dates.js'
import type { Reader } from './open-case.js'

/** The absences of a person as a list, each with its place in the same frame of time; null if there are none. */
export function shownAbsences(absences: Absence[], reader: Reader) {
  if (absences.length === 0) return null
  const { t, fmt, today, base } = reader
  const spans = absences.flatMap((absence) => absence.spans)
  // a year at least, so that a few days are no long time
  const first = [...spans.map(({ from }) => from), addMonths(today, -11)].reduce(earlier)
  const last = [...spans.map(({ to }) => to ?? today), addMonths(today, 1)].reduce(later)
  const whole = daysBetween(first, last) + 1
  const at = (day: IsoDate) => `${((daysBetween(first, day) / whole) * 100).toFixed(2)}%`
  const width = (from: IsoDate, to: IsoDate) => `${(((daysBetween(from, to) + 1) / whole) * 100).toFixed(2)}%`
  return {
    frame: t('employees:absences.frame', { from: fmt.month(first), to: fmt.month(last) }),
    today: at(today),
    items: absences.map((absence) => ({
      title: t(`workInterruption:reasons.${absence.what}`),
      when: absence.spans.map(({ from, to }) => fmt.period(from, to)).join('; '),
      href: `${base}/mutations/${absence.mutationId}`,
      tag: stateOf(absence, reader),
      bars: absence.spans.map(({ from, to }) => ({
        x: at(from),
        width: width(from, to ?? later(today, from)),
      })),
    })),
  }
}

/** In review, refused, or where today stands. */
function stateOf({ spans, status, outcome }: Absence, { t, today }: Reader) {
  const word = (key: string) => t(`employees:absences.${key}`)
  if (outcome === 'refused') return { text: word('refused'), tone: 'grey' }
  if (status === 'submitted') return { text: t('employees:state.review'), tone: 'info' }
  const isOn = spans.some(({ from, to }) => from <= today && (to === null || to >= today))
  if (isOn) return { text: word('now'), tone: 'soon' }
  const isOver = spans.every(({ to }) => to !== null && addDays(to, 1) <= today)
  return isOver ? { text: word('over'), tone: 'grey' } : { text: word('ahead'), tone: 'info' }
}
