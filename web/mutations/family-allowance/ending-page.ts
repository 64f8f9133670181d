import type { Entitlement } from '../../../db/allowances/entitlements.js'
import type { Draft } from '../../../db/reports/mutations.js'
import { addYears, type IsoDate } from '../../../domain/dates.js'
import { isMonthly } from '../../../domain/family-allowance/answers.js'
import { listOf } from '../fields.js'
import { type Facts, typedAt } from '../journey.js'
import type { Speech } from '../summary.js'
import { nameOf } from './summary.js'

/** The page on which an employer chooses which running allowances end. */
export function showEnding(draft: Draft, facts: Facts, { t, fmt }: Speech) {
  const running = facts.person.entitlements.filter((it) => isRunning(it, facts.today))
  return {
    view: 'ending',
    values: { ending: listOf(typedAt(draft, 'children')?.ending) },
    running: running.map((it) => {
      const child = facts.person.children.find(({ id }) => id === it.childId)
      const rate = fmt.money(it.rate)
      return {
        value: it.id,
        label: t('familyAllowance:children.running', {
          name: child ? nameOf(child) : '',
          kind: t(`familyAllowance:kind.${it.kind}`),
        }),
        hint: t('familyAllowance:children.runningSince', {
          rate,
          period: fmt.period(it.startsOn, it.endsOn),
        }),
      }
    }),
  }
}

const isRunning = (it: Entitlement, today: IsoDate) =>
  isMonthly(it) && (it.endsOn === null || it.endsOn >= addYears(today, -1))
