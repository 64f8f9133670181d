import type { Rappen } from '../../../domain/money.js'
import type { Formats } from '../../../locales/format.js'
import type { T } from '../../../locales/i18n.js'

/** What the office holds released wages against, in Rappen. */
export interface Differences {
  /** AHV wages of the year before; null where nothing was declared. */
  before: Rappen | null
  /** Allowances decided for the year. */
  decided: Rappen
  onAccount: Rappen
}

/** From so many per cent on a difference wants a look. */
const farFrom = 20

/** How released wages differ from what is known, in sentences; `isFar` where somebody should look. */
export function differencesIn(
  { ahv, allowances, contributions }: { ahv: Rappen; allowances: Rappen; contributions: Rappen },
  { before, decided, onAccount }: Differences,
  { t, fmt }: { t: T; fmt: Formats },
): { text: string; isFar: boolean }[] {
  const change = before ? Math.round(((ahv - before) * 100) / before) : 0
  const share = contributions > 0 ? Math.round((onAccount * 100) / contributions) : 0
  const percent = `${change > 0 ? '+' : ''}${change}`
  const wages =
    before === null
      ? { text: t('salaryStatement:review.none'), isFar: false }
      : before === ahv
        ? { text: t('salaryStatement:review.same'), isFar: false }
        : {
            text: t('salaryStatement:review.difference', { before: fmt.money(before), percent }),
            isFar: Math.abs(change) >= farFrom || before === 0,
          }
  const paid = { paid: fmt.money(allowances), decided: fmt.money(decided) }
  const account = { paid: fmt.money(onAccount), owed: fmt.money(contributions), percent: share }
  return [
    wages,
    ...(allowances + decided !== 0
      ? [{ text: t('salaryStatement:review.allowances', paid), isFar: allowances !== decided }]
      : []),
    ...(onAccount !== 0
      ? [{ text: t('salaryStatement:review.onAccount', account), isFar: Math.abs(100 - share) >= farFrom }]
      : []),
  ]
}
