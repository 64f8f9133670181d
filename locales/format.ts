import { daysBetween, type Instant, type IsoDate } from '../domain/dates.js'
import { amount, fileSize, money, number } from './figures.js'
import { type Language, languages, type T, translator } from './i18n.js'

export type DueTone = 'late' | 'soon' | 'calm'

export interface Due {
  text: string
  tone: DueTone
}

/** How a language writes days, times, sums and lists in Switzerland. Days are `YYYY-MM-DD`, instants ISO-8601 UTC, sums Rappen. */
export interface Formats {
  /** 27. November 2026; the day never stands alone at the end of a line */
  date(date: IsoDate): string
  /** 27.11.2026 */
  shortDate(date: IsoDate): string
  /** 27. November */
  dayMonth(date: IsoDate): string
  /** Freitag, 27. November */
  weekday(date: IsoDate): string
  /** 1. Oktober 2026 bis 31. März 2039; without an end, "ab 1. Oktober 2026" */
  period(from: IsoDate, to?: IsoDate | null): string
  /** November 2026, from a month `YYYY-MM` or any day of it */
  month(month: string): string
  /** The two lines of a calendar leaf: 27 and Nov. */
  leaf(date: IsoDate): { day: string; month: string }
  /** 23. November 2026, 14:09 in Zurich */
  instant(instant: Instant): string
  /** 14:09 in Zurich */
  time(instant: Instant): string
  /** heute, 14:09 · gestern, 14:09 · otherwise the whole date with its time */
  since(instant: Instant, today: IsoDate): string
  /** Whether something is late, due within four days or later, and the words for it */
  relativeDue(due: IsoDate, today: IsoDate): Due
  /** in 4 Tagen, Fr. 27. Nov. */
  dueInWords(due: IsoDate, today: IsoDate): string
  money: typeof money
  amount: typeof amount
  number: typeof number
  fileSize: typeof fileSize
  /** a, b und c */
  list(items: readonly string[]): string
}

/** The formats of one language. */
export function formats(language: Language): Formats {
  return all[language]
}

function createFormats(language: Language, t: T): Formats {
  const locale = `${language}-CH`
  const dayFormat = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const long = dayFormat({ day: 'numeric', month: 'long', year: 'numeric' })
  const short = dayFormat({ day: 'numeric', month: 'short' })
  const dayAndMonth = dayFormat({ day: 'numeric', month: 'long' })
  const withWeekday = dayFormat({ weekday: 'long', day: 'numeric', month: 'long' })
  const monthAndYear = dayFormat({ month: 'long', year: 'numeric' })
  const clock = new Intl.DateTimeFormat('de-CH', { ...zurich, hour: '2-digit', minute: '2-digit' })
  const conjunction = new Intl.ListFormat(locale)

  const date = remember((day: IsoDate) => written(long, day, language))
  const weekday = remember((day: IsoDate) => written(withWeekday, day, language))
  const howLong = (due: IsoDate, today: IsoDate): Due => {
    const days = daysBetween(today, due)
    if (days < 0) return { text: t('common:due.late', { count: -days }), tone: 'late' }
    if (days === 0) return { text: t('common:due.today'), tone: 'soon' }
    if (days === 1) return { text: t('common:due.tomorrow'), tone: 'soon' }
    if (days < 5) return { text: t('common:due.left', { count: days }), tone: 'soon' }
    return { text: t('common:due.until', { date: days > 180 ? date(due) : weekday(due) }), tone: 'calm' }
  }
  const withShortWeekday = dayFormat({ weekday: 'short', day: 'numeric', month: 'short' })
  const inWords = (due: IsoDate, today: IsoDate): string => {
    const days = daysBetween(today, due)
    const when = written(withShortWeekday, due, language)
    if (days < 0) return t('common:due.since', { count: -days, date: when })
    if (days > 1) return t('common:due.in', { count: days, date: when })
    return `${t(days === 0 ? 'common:due.today' : 'common:due.tomorrow')}, ${when}`
  }
  const time = (instant: Instant) => clock.format(new Date(instant))

  return {
    date,
    weekday,
    time,
    shortDate: (day) => `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`,
    dayMonth: remember((day: IsoDate) => written(dayAndMonth, day, language)),
    period: (from, to) =>
      to
        ? t('common:period.between', { from: date(from), to: date(to) })
        : t('common:period.from', { from: date(from) }),
    month: (month) => monthAndYear.format(noon(`${month.slice(0, 7)}-01`)),
    leaf: remember((day: IsoDate) => ({
      day: String(Number(day.slice(8))),
      month: part(short, day, 'month'),
    })),
    instant: (instant) => `${date(dayInZurich(instant))}, ${time(instant)}`,
    since: (instant, today) => {
      const ago = daysBetween(dayInZurich(instant), today)
      if (ago === 0) return t('common:since.today', { time: time(instant) })
      if (ago === 1) return t('common:since.yesterday', { time: time(instant) })
      return `${date(dayInZurich(instant))}, ${time(instant)}`
    },
    relativeDue: remember(howLong),
    dueInWords: remember(inWords),
    money,
    amount,
    number,
    fileSize,
    list: (items) => conjunction.format(items),
  }
}

const zurich = { timeZone: 'Europe/Zurich' } as const
const zurichDay = new Intl.DateTimeFormat('en-CA', {
  ...zurich,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const dayInZurich = (instant: Instant): IsoDate => zurichDay.format(new Date(instant))
const noon = (date: IsoDate) => new Date(`${date}T12:00:00Z`)

function written(format: Intl.DateTimeFormat, date: IsoDate, language: Language): string {
  const parts = format.formatToParts(noon(date))
  const day = parts.findIndex((one) => one.type === 'day')
  return parts
    .map((one, index) => {
      if (index === day) return one.value === '1' ? first[language] : one.value
      return index === day + 1 ? one.value.replace(' ', '\u00a0') : one.value
    })
    .join('')
}

// French and Italian call the first of a month by its ordinal number.
const first: Record<Language, string> = { de: '1', fr: '1er', it: '1°', en: '1' }

// Intl is slow and a list shows the same days again and again.
function remember<Days extends IsoDate[], Result>(
  format: (...days: Days) => Result,
): (...days: Days) => Result {
  const known = new Map<string, Result>()
  return (...days) => {
    const key = days.join(' ')
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size === 2000) known.clear()
    const result = format(...days)
    known.set(key, result)
    return result
  }
}

function part(format: Intl.DateTimeFormat, date: IsoDate, type: Intl.DateTimeFormatPartTypes): string {
  return format.formatToParts(noon(date)).find((one) => one.type === type)?.value ?? ''
}

const all = Object.fromEntries(
  languages.map((language) => [language, createFormats(language, translator(language))]),
) as Record<Language, Formats>
