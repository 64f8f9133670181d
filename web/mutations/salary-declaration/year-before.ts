import { type Declared, sumsOf } from '../../../db/declarations/declared.js'
import type { Preview } from '../journey.js'
import type { Speech } from '../summary.js'

type Sums = NonNullable<ReturnType<typeof sumsOf>>

/** How wages differ from those of the year before, for whoever releases them; nothing where none were declared then. */
export function yearBefore(
  now: Sums | null,
  declared: Declared[],
  year: number,
  { t, fmt }: Speech,
): Preview['says'] {
  const before = sumsOf(declared.filter((it) => it.year === year - 1))
  if (!before || !now) return undefined
  const change = before.ahv > 0 ? Math.round(((now.ahv - before.ahv) * 100) / before.ahv) : null
  const percent = change === null ? '' : ` (${change > 0 ? '+' : ''}${change} %)`
  return {
    title: t('salaryDeclaration:yearBefore.title', { year: year - 1 }),
    texts: [
      t('salaryDeclaration:yearBefore.ahv', {
        now: fmt.money(now.ahv) + percent,
        before: fmt.money(before.ahv),
      }),
      t('salaryDeclaration:yearBefore.persons', {
        now: fmt.number(now.persons),
        before: fmt.number(before.persons),
      }),
    ],
  }
}
