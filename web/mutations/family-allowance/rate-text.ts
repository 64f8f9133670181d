import type { Draft } from '../../../db/reports/mutations.js'
import { addYears, type IsoDate } from '../../../domain/dates.js'
import { type AllowanceKind, isMonthly, monthlyKinds } from '../../../domain/family-allowance/answers.js'
import { paysOnce, rateFor } from '../../../domain/family-allowance/rates.js'
import type { Facts } from '../journey.js'
import { cantonName } from '../places.js'
import type { Speech } from '../summary.js'
import { readEmployment } from './employment.js'
import { requestedFrom } from './kept-children.js'

/** Both monthly allowances, the single ones where the canton pays them, and whatever is chosen already. */
export function offeredKinds(draft: Draft, facts: Facts, chosen: string[] = []): AllowanceKind[] {
  const employment = readEmployment(draft, facts)
  if ('faults' in employment) return [...monthlyKinds]
  const pays = (kind: 'birth' | 'adoption') =>
    paysOnce(employment.value.canton, kind, facts.today) !== false || chosen.includes(kind)
  return [...monthlyKinds, ...(['birth', 'adoption'] as const).filter(pays)]
}

/** What the canton of work pays, for a child at that place among its siblings. */
export function rateText(
  kind: AllowanceKind,
  nth: number,
  draft: Draft,
  facts: Facts,
  { t, fmt }: Speech,
): string {
  const employment = readEmployment(draft, facts)
  if ('faults' in employment) return ''
  const { canton } = employment.value
  const date = requestedFrom(draft, facts)
  const rate = rateFor({ canton, kind, date, birthDate: typicalBirth(kind, date), ordinal: nth })
  if (rate.known !== 'yes') return t('familyAllowance:rate.unknown', { canton: cantonName(canton, t) })
  return t(`familyAllowance:rate.${isMonthly({ kind }) ? 'monthly' : 'once'}`, {
    canton: cantonName(canton, t),
    amount: fmt.money(rate.amount),
  })
}

/** Before it is typed: the age at which the allowance usually begins. */
const typicalBirth = (kind: AllowanceKind, date: IsoDate): IsoDate =>
  kind === 'education' ? addYears(date, -16) : date
