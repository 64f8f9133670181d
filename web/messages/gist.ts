import type { Gist } from '../../domain/gist.js'
import type { Speech } from '../mutations/summary.js'

/** What a message comes to, in the language of its reader: a sentence, facts, and what to do next. */
export function gistText(gist: Gist, { t, fmt }: Speech) {
  const label = (key: string) => t(`messages:gist.label.${key}`)
  const day = (key: string, date: string | undefined) =>
    date ? [{ label: label(key), value: fmt.date(date) }] : []
  const span = gist.from && gist.until ? fmt.period(gist.from, gist.until) : null
  return {
    sentence: t(`messages:gist.result.${gist.result}`, { year: gist.year ?? '' }),
    facts: [
      ...(gist.person ? [{ label: label('person'), value: gist.person }] : []),
      ...(span
        ? [{ label: label('span'), value: span }]
        : [...day('from', gist.from), ...day('until', gist.until)]),
      ...day('allowancesUntil', gist.allowancesUntil),
      ...(gist.allowances ?? []).map(({ name, kind, rate, from, to }) => ({
        label: name,
        value: t('messages:gist.allowance', {
          kind: t(`employees:allowance.${kind}`),
          ...{ amount: fmt.money(rate), period: fmt.period(from, to) },
        }),
      })),
      ...(gist.amounts ?? []).map(({ what, amount }) => ({
        ...{ label: t(`messages:gist.amount.${what}`), value: fmt.money(amount) },
        figures: true,
      })),
      ...(gist.reason ? [{ label: label('reason'), value: gist.reason }] : []),
    ],
    next: gist.next.map(({ what, on }) => t(`messages:gist.next.${what}`, { date: on ? fmt.date(on) : '' })),
    objection: gist.objectionUntil
      ? t('messages:gist.objection', { date: fmt.date(gist.objectionUntil) })
      : null,
  }
}
